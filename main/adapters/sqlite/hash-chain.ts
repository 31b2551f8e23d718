import { createHash, hash } from 'node:crypto';

/** Hash before the first row of a journal. */
export const GENESIS = '0'.repeat(64);

export interface ChainRow {
  readonly seq: number;
  readonly run_id: string;
  readonly ts: string;
  readonly kind: string;
  readonly payload: string;
}

/** SHA-256 over the previous row's hash and this row's fields, hex. */
export function chainHash(previous: string, row: ChainRow): string {
  return hash('sha256', `${previous}\n${row.seq}\n${row.run_id}\n${row.ts}\n${row.kind}\n${row.payload}`, 'hex');
}

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
