import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import type { OpenedRun } from '../../shared/opened-run.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import type { RunIndex } from '../adapters/report/archive/run-index.ts';
import type { OpenState } from '../adapters/report/archive/run-summary.ts';
import { writeSummaryHtml } from '../adapters/report/summary-html.ts';
import type { CompositionContext } from './context.ts';
import { deleteRun } from './delete-run.ts';
import { openPastRun } from './open-past-run.ts';
import { OpenRuns, runFolder } from './open-runs.ts';
import { openStates } from './open-states.ts';
import { RunList } from './run-list.ts';

/** The runs of a workspace, for whoever wants to look at them. */
export class RunArchive {
  private readonly context: CompositionContext;
  private readonly backtest: () => string | null;
  private readonly runs: RunList;
  private readonly open: OpenRuns;

  /** `backtest`: the run that a backtest of this process is making. */
  constructor(context: CompositionContext, backtest: () => string | null) {
    this.context = context;
    this.backtest = backtest;
    this.runs = new RunList(context.paths.runs, () => this.states());
    this.open = new OpenRuns(context.paths.runs);
  }

  list(): Promise<RunSummary[]> {
    return this.runs.list();
  }

  async curve(run: string): Promise<readonly EquityPoint[]> {
    await runFolder(this.context.paths.runs, run);
    return await this.runs.curve(run);
  }

  /** Index of a run's bars and decisions, as of now. Throws Failure('not_found'). */
  index(run: string): Promise<RunIndex> {
    return this.open.get(run);
  }

  async openRun(run: string): Promise<OpenedRun> {
    const index = await this.open.get(run);
    return await openPastRun(index, await this.runs.summary(run));
  }

  async delete(run: string): Promise<void> {
    if (this.states().get(run) === 'running' && this.backtest() === run) {
      throw new Failure('lock_held', `backtest ${run} is running; cancel it before you delete it`);
    }
    await deleteRun(run, this.context);
    this.open.forget(run);
  }

  /**
   * Path of a run's report, which is written first where there is none, and anew after a check that it does not tell of.
   * Throws Failure('not_found') for an unknown run.
   */
  async reportFile(run: string): Promise<string> {
    const folder = await runFolder(this.context.paths.runs, run);
    const path = join(folder, 'summary.html');
    const kind = await lstat(path).catch(() => undefined);
    if (kind === undefined) await writeSummaryHtml(folder);
    else if (!kind.isFile()) throw new Failure('not_found', `${path} is no file; remove it and ask again`);
    else if (await isNewer(join(folder, 'verdict.json'), kind)) await refresh(folder);
    return path;
  }

  private states(): ReadonlyMap<string, OpenState> {
    const states = openStates(this.context.paths);
    const backtest = this.backtest();
    if (backtest !== null) states.set(backtest, 'running');
    return states;
  }
}

async function isNewer(path: string, than: Stats): Promise<boolean> {
  const file = await lstat(path).catch(() => undefined);
  return file !== undefined && file.mtimeMs > than.mtimeMs;
}

/** A page that cannot be written anew stays: it is older, not wrong. */
async function refresh(folder: string): Promise<void> {
  await writeSummaryHtml(folder).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
}
