import { randomBytes } from 'node:crypto';

/** A new run id: wall-clock time, source and four random letters, sortable by time. */
export function newRunId(now: Date, source: string): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const letters = Array.from(randomBytes(4), (byte) => 'abcdefghijkmnpqrstuvwxyz'[byte % 24]).join('');
  return `${stamp}-${source}-${letters}`;
}

/** A seed for a run whose user gave none: recorded, so that the run can be repeated. */
export function randomSeed(): number {
  return randomBytes(4).readUInt32BE(0);
}
