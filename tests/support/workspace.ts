import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { compose } from '../../main/compose.ts';
import type { Workbench } from '../../main/session/ports.ts';
import type { SessionEvent } from '../../shared/events.ts';
import type { RunOptions } from '../../shared/run-options.ts';
import type { RunOutcome } from '../../shared/session-status.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..');

/** A temporary folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'la-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The real workbench on a workspace of its own. */
export function workbenchIn(workspace: string, environment: Record<string, string> = {}): Workbench {
  return compose({ workspace, shippedConfig: join(ROOT, 'config'), cwd: ROOT, environment });
}

/** A mock session on the virtual clock. */
export const MOCK_RUN: RunOptions = {
  source: 'mock',
  durationMin: 10,
  replay: null,
  fundingFile: null,
  symbol: 'BTCUSDT',
  interval: null,
  strategy: 'default',
  seed: 7,
  speed: 'max',
  startMs: null,
  breakersOn: false,
  dryRun: false,
  mustReach: false,
  resume: false,
};

export const QUIET = { notice: () => {} };

/** Runs a session to its end. */
export async function runToEnd(workbench: Workbench, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  const session = await workbench.startSession({ ...MOCK_RUN, ...options }, QUIET);
  return session.done;
}

export function readEvents(runDir: string | null): SessionEvent[] {
  return readText(runDir, 'events.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SessionEvent);
}

export function readText(runDir: string | null, file: string): string {
  return readFileSync(join(runDir ?? '', file), 'utf8');
}
