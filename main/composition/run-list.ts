import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { RUN_ID } from '../../shared/run-id.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { thinned } from '../adapters/report/archive/equity-file.ts';
import { curveOfFiles, keptCurve } from '../adapters/report/archive/run-curve.ts';
import { type OpenState, readRunSummary } from '../adapters/report/archive/run-summary.ts';

/** Folders read at once: enough to keep the disk busy, few enough that other requests are answered in between. */
const AT_ONCE = 16;
const ROW_POINTS = 80;

/** What of a folder says that it has not changed. */
interface Kept {
  readonly stamp: string;
  readonly summary: RunSummary;
}

/** The runs of a workspace. What has not changed is read once. Curves of older runs come with a later list. */
export class RunList {
  private readonly runsFolder: string;
  /** Runs that have not ended: in this process, in another one, or left by a crash. */
  private readonly openStates: () => ReadonlyMap<string, OpenState>;
  private readonly kept = new Map<string, Kept>();
  private isWorking = false;
  private readonly curves = new Map<string, { readonly stamp: string; readonly points: readonly EquityPoint[] }>();

  constructor(runsFolder: string, openStates: () => ReadonlyMap<string, OpenState>) {
    this.runsFolder = runsFolder;
    this.openStates = openStates;
  }

  /** All runs, newest first; a damaged folder is one of them and says why. */
  async list(): Promise<RunSummary[]> {
    const entries = await readdir(this.runsFolder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && RUN_ID.test(entry.name)).map(({ name }) => name);
    const runs = names.sort().reverse();
    const states = this.openStates();
    const found: RunSummary[] = [];
    for (let from = 0; from < runs.length; from += AT_ONCE) {
      const batch = runs.slice(from, from + AT_ONCE).map((run) => this.summary(run, states.get(run) ?? null));
      found.push(...(await Promise.all(batch)));
    }
    void this.workOutCurves(found.filter(({ curve, status }) => curve === null && status !== 'running'));
    return found;
  }

  /** Runs that left no small curve get theirs one after the other, read piece by piece beside everything else. */
  private async workOutCurves(runs: readonly RunSummary[]): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (const { run } of runs) await this.curve(run);
    this.isWorking = false;
  }

  async summary(run: string, state: OpenState = this.openStates().get(run) ?? null): Promise<RunSummary> {
    const folder = join(this.runsFolder, run);
    const stamp = `${state} ${await stampOf(folder, ['final_report.json', 'equity.json', 'summary.html', 'config.json'])}`;
    const known = this.kept.get(run);
    if (known?.stamp === stamp) return this.withCurve(known.summary);
    const summary = await readRunSummary(folder, run, state);
    this.kept.set(run, { stamp, summary });
    return this.withCurve(summary);
  }

  /** Equity over a run: the curve it left, else worked out of its larger files. */
  async curve(run: string): Promise<readonly EquityPoint[]> {
    const folder = join(this.runsFolder, run);
    const kept = await keptCurve(folder);
    if (kept !== undefined) return kept;
    const stamp = await stampOf(folder, ['metrics.csv', 'events.jsonl']);
    const known = this.curves.get(run);
    if (known?.stamp === stamp) return known.points;
    const points = await curveOfFiles(folder).catch(() => []);
    this.curves.set(run, { stamp, points });
    return points;
  }

  private withCurve(summary: RunSummary): RunSummary {
    const worked = summary.curve === null && summary.status !== 'running' ? this.curves.get(summary.run) : undefined;
    if (worked === undefined) return summary;
    return { ...summary, curve: thinned(worked.points, ROW_POINTS).map(([, equity]) => equity) };
  }
}

async function stampOf(folder: string, names: readonly string[]): Promise<string> {
  const stamps = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size, mtimeMs }) => `${size}@${mtimeMs}`,
      () => '-',
    ),
  );
  return (await Promise.all(stamps)).join(' ');
}
