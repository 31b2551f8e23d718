import type { Snapshot } from '../../shared/ipc/frames.ts';

export interface AboutFacts {
  readonly info: Snapshot['info'];
  readonly versions: NodeJS.ProcessVersions;
  /** How KILL is reached from anywhere; null when it is not. */
  readonly killShortcut: string | null;
  /** Where the command line reaches this program; null when it does not. */
  readonly controlUrl: string | null;
}

/** What the About dialog says: what runs here, and where the data are. */
export function aboutText({ info, versions, killShortcut, controlUrl }: AboutFacts): string {
  return [
    `Version ${info.app_version}${info.git_commit === null ? '' : ` (${info.git_commit.slice(0, 10)})`}`,
    `Electron ${versions.electron ?? 'unknown'}, Chromium ${versions.chrome ?? 'unknown'}, Node ${versions.node}`,
    `Data folder: ${info.workspace}`,
    `KILL from anywhere: ${killShortcut ?? 'not available'}`,
    `Command line (la status, stop, kill): ${controlUrl ?? 'by files only'}`,
    'Paper trading only: this version trades no real money.',
    'MIT licence; the packages of others are under theirs.',
  ].join('\n');
}
