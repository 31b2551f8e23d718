/** Everything a user can be told went wrong, each with one code; the code decides the reaction and the exit code. */
export type FailureCode =
  | 'bad_flag'
  | 'bad_config'
  | 'bad_data'
  | 'bad_environment'
  | 'not_found'
  | 'live_refused'
  | 'confirmation_needed'
  | 'changed_meanwhile'
  | 'run_mismatch'
  | 'version_mismatch'
  | 'inputs_pruned'
  | 'lock_held'
  | 'halted'
  | 'tripped'
  | 'finding'
  | 'storage'
  | 'unreachable'
  | 'cancelled'
  | 'internal';

const EXIT_CODES: Readonly<Record<FailureCode, number>> = {
  bad_flag: 6,
  bad_config: 6,
  bad_data: 6,
  bad_environment: 6,
  not_found: 6,
  live_refused: 6,
  confirmation_needed: 6,
  changed_meanwhile: 6,
  run_mismatch: 6,
  version_mismatch: 6,
  inputs_pruned: 6,
  lock_held: 7,
  halted: 99,
  tripped: 2,
  finding: 1,
  storage: 1,
  unreachable: 1,
  cancelled: 1,
  internal: 1,
};

/** An expected failure with one sentence for the user: what, where, and what is allowed or to be done next. */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
  }

  /** Exit code of a command that ends with this failure. */
  get exitCode(): number {
    return EXIT_CODES[this.code];
  }
}
