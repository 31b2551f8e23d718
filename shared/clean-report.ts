/** Which old runs go. */
export interface CleanRequest {
  /** So many of the newest runs stay, whatever their age. */
  readonly keep: number;
  /** Only runs older than this many days go; null: of any age. */
  readonly olderThanDays: number | null;
  /** Only say what would go. */
  readonly dryRun: boolean;
}

/** What `la clean` removed, or would remove. */
export interface CleanReport {
  readonly schema_version: 1;
  readonly dry_run: boolean;
  /** Run ids, newest first. */
  readonly removed_runs: readonly string[];
  readonly kept_runs: number;
  /** Runs that stay because they run or a crash left them unfinished. */
  readonly protected_runs: readonly string[];
  /** Runs whose recorded inputs were removed from the journal. */
  readonly pruned_inputs: number;
  readonly removed_corrupt_copies: number;
  readonly freed_bytes: number;
}
