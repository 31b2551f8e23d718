/** A run id: wall-clock time, source and four random letters. Also the name of the run's folder, so nothing else passes. */
export const RUN_ID = /^\d{8}-\d{6}-[a-z]+-[a-z0-9]+$/;
