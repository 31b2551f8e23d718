/**
 * `verdict.json` of a run's folder: what the last `la replay --verify` found. It speaks about the run as its journal stood
 * then, which `journal_hash` names.
 */
export interface ReplayVerdict {
  readonly schema_version: 1;
  readonly run_id: string;
  readonly verdict: 'IDENTICAL' | 'DIFFERENT';
  /** Wall-clock time of the check, ISO. */
  readonly checked_at: string;
  /** Version of the program that computed the run again; only the one that recorded it may. */
  readonly engine_version: string;
  /** Events compared until the end or the first difference. */
  readonly events: number;
  /** The first event that came out differently, as JSON text; null when all are identical. */
  readonly difference: { readonly seq: number; readonly recorded: string; readonly recomputed: string } | null;
  /** Hash of the run's last row in the journal. */
  readonly journal_hash: string;
}
