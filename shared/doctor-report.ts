/** What `la doctor` says of one thing: a warning does not fail the whole, `skipped` was not looked at. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

export interface DoctorCheck {
  /** Short name: node, workspace, permissions, database … */
  readonly name: string;
  /** What was looked at. */
  readonly checked: string;
  readonly state: CheckState;
  readonly found: string;
  /** What to do about it; empty when there is nothing to do. */
  readonly todo: string;
  /** What `--fix` repaired, else null. */
  readonly fixed: string | null;
}

/** The one document of `la doctor --json`. */
export interface DoctorReport {
  readonly schema_version: 1;
  readonly app_version: string;
  readonly workspace: string;
  /** ISO. */
  readonly checked_at: string;
  /** False when a check failed. */
  readonly ok: boolean;
  readonly checks: readonly DoctorCheck[];
}
