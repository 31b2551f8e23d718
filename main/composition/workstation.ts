import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import type { Frame, Snapshot, WorkstationInfo } from '../../shared/ipc/frames.ts';
import { type Handlers, makeRouter } from '../../shared/ipc/router.ts';
import type { SafetyView } from '../../shared/session-status.ts';
import { DataFiles } from '../adapters/replay/data-files.ts';
import type { EventSink, Health, RunHooks, SessionHandle, Workbench, Workstation } from '../session/ports.ts';
import type { PowerChange } from '../session/session-input.ts';
import { askedSpan } from './asked-span.ts';
import { BacktestDesk } from './backtest-desk.ts';
import { backtestHandlers } from './backtest-handlers.ts';
import { BarStore } from './bar-store.ts';
import type { ConfigEditor } from './config-editor/config-editor.ts';
import { configHandlers } from './config-editor/config-handlers.ts';
import type { CompositionContext } from './context.ts';
import { DataDownload } from './data-download.ts';
import { FramePublisher } from './frame-publisher.ts';
import { unfinishedRun } from './open-states.ts';
import { RunArchive } from './run-archive.ts';
import { runHandlers } from './run-handlers.ts';
import { VerifyDesk } from './verify-desk.ts';

export interface WorkstationParts {
  readonly workbench: Pick<Workbench, 'startSession' | 'rearm' | 'resetBreaker' | 'fetchData' | 'testAlerts'>;
  /** Starts the unfinished run anew, to trade on or only to be closed. */
  readonly openUnfinished: (hooks: RunHooks, intent: 'trade' | 'close') => Promise<SessionHandle>;
  readonly info: () => WorkstationInfo;
  readonly editor: ConfigEditor;
  readonly safety: () => SafetyView;
  readonly context: CompositionContext;
  /** Masks secrets in what is answered. */
  readonly scrub: (text: string) => string;
  /** Halts durably when no session runs that could do it. */
  readonly engageHalt: (by: string) => void;
}

/** The workstation: at most one session at a time, its view for pages, and the answers to their requests. */
export class WorkstationHost implements Workstation {
  private readonly parts: WorkstationParts;
  private readonly publisher: FramePublisher;
  private readonly route: (name: string, input: unknown, by: string) => Promise<Reply>;
  private readonly startedAt = Date.now();
  private session: SessionHandle | null = null;
  private starting: Promise<unknown> | null = null;
  private isDisposed = false;
  private isEnded = true;
  private bars = new BarStore();
  private lastError: string | null = null;
  private readonly download: DataDownload;
  private readonly backtests: BacktestDesk;
  private readonly verify: VerifyDesk;
  private readonly archive: RunArchive;
  private readonly data: DataFiles;
  private control: { readonly url: string; readonly token: string } | null = null;

  constructor(parts: WorkstationParts) {
    this.parts = parts;
    this.download = new DataDownload(parts.workbench);
    this.backtests = new BacktestDesk(parts.context);
    this.verify = new VerifyDesk(parts.context);
    this.archive = new RunArchive(parts.context, () => this.backtests.runningRun);
    this.data = new DataFiles(join(parts.context.paths.root, 'data'));
    this.publisher = new FramePublisher({
      safety: parts.safety,
      session: () => this.session?.status() ?? null,
      openBar: () => this.session?.openBar() ?? null,
    });
    this.route = makeRouter(this.handlers());
  }

  snapshot(): Snapshot {
    return {
      schema_version: 1,
      info: this.parts.info(),
      limits: this.session?.limits() ?? null,
      unfinished: this.isEnded ? unfinishedRun(this.parts.context.paths) : null,
      ...this.publisher.snapshot(),
    };
  }

  onFrame(listener: (frame: Frame) => void): () => void {
    return this.publisher.subscribe(listener);
  }

  async request(name: string, input: unknown, by: string): Promise<Reply> {
    const reply = await this.route(name, input, by);
    if (reply.ok) return reply;
    return { ok: false, error: { ...reply.error, message: this.parts.scrub(reply.error.message) } };
  }

  health(): Health {
    const status = this.session?.status() ?? null;
    const { halted, engagedBy } = this.parts.safety();
    return {
      status: status?.state ?? 'idle',
      equity: status?.equity ?? null,
      uptime: Math.floor((Date.now() - this.startedAt) / 1000),
      errors: status?.errors ?? 0,
      feed_age_ms: this.isEnded ? null : (status?.feed_age_ms ?? null),
      halted: halted !== null || engagedBy.length > 0,
    };
  }

  power(change: PowerChange): void {
    // virtual time stands still while the computer sleeps, and the same run must give the same events
    if (!this.isEnded && this.session?.status().speed !== 0) this.session?.power(change);
  }

  reportFile(run: string): Promise<string> {
    return this.archive.reportFile(run);
  }

  /** Where this workstation is reached; written into the lock of each session it starts. */
  publishControl(url: string, token: string): void {
    this.control = { url, token };
    this.session?.publishControl(url, token);
  }

  async adopt(start: (hooks: RunHooks) => Promise<SessionHandle>): Promise<SessionHandle> {
    const session = await this.take(start);
    this.killIfHaltedMeanwhile(session);
    return session;
  }

  private async take(start: (hooks: RunHooks) => Promise<SessionHandle>): Promise<SessionHandle> {
    if (this.isDisposed) throw new Failure('lock_held', 'the program is ending; start it again first');
    if (this.starting !== null) throw new Failure('lock_held', 'a session is already being started here');
    const started = this.launch(start);
    this.starting = started;
    try {
      return await started;
    } finally {
      this.starting = null;
      this.publisher.resync();
    }
  }

  private async launch(start: (hooks: RunHooks) => Promise<SessionHandle>): Promise<SessionHandle> {
    await this.ended();
    const bars = new BarStore();
    const goBack = this.publisher.begin();
    const session = await start({ notice: () => {}, sinks: [this.sink(bars)] }).catch((error: unknown) => {
      goBack();
      throw error;
    });
    this.session = session;
    this.bars = bars;
    this.isEnded = false;
    this.lastError = null;
    if (this.control !== null) session.publishControl(this.control.url, this.control.token);
    session.done
      .catch((error: unknown) => {
        this.lastError = this.parts.scrub(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        this.isEnded = true;
        // one that failed may have left its run unfinished, which only a snapshot tells
        if (this.lastError === null) this.publisher.touch();
        else this.publisher.resync();
      });
    return session;
  }

  /** KILL finds no session while one is being started: it halts, and what started after its own look at the halt ends here. */
  private killIfHaltedMeanwhile(session: SessionHandle): void {
    const { halted, engagedBy } = this.parts.safety();
    const by = halted?.by ?? engagedBy[0];
    if (by !== undefined) session.command({ name: 'Kill', by });
  }

  /** Ends the session that runs, or is just being started; none starts any more. */
  async dispose(by: string): Promise<void> {
    this.isDisposed = true;
    await this.starting?.catch(() => undefined);
    if (!this.isEnded) this.session?.requestStop('signal', by);
    await Promise.all([this.session?.done.catch(() => undefined), this.backtests.dispose(), this.verify.dispose()]);
    this.publisher.dispose();
  }

  private sink(bars: BarStore): EventSink {
    return {
      events: (lines) => {
        for (const { event } of lines) bars.add(event);
        this.publisher.add(lines.map(({ event }) => event));
      },
    };
  }

  private handlers(): Handlers {
    return {
      status: () => ({
        ...(this.session?.status() ?? { schema_version: 1, state: 'idle' }),
        last_error: this.lastError,
      }),
      start: async (input) => {
        const span = askedSpan(input.from, input.to);
        const session = await this.adopt((hooks) =>
          this.parts.workbench.startSession(
            {
              source: input.source,
              durationMin: input.durationMin,
              replay: input.replay,
              fundingFile: input.fundingFile,
              fromMs: span?.fromMs ?? null,
              toMs: span?.toMs ?? null,
              symbol: input.symbol,
              interval: input.interval as Parameters<Workbench['startSession']>[0]['interval'],
              strategy: input.strategy,
              seed: input.seed,
              speed: input.speed === 0 ? 'max' : input.speed,
              startMs: null,
              breakersOn: input.breakersOn,
              dryRun: false,
              mustReach: true,
              resume: false,
            },
            hooks,
          ),
        );
        return { runId: session.runId };
      },
      continueRun: async () => {
        const session = await this.adopt((hooks) => this.parts.openUnfinished(hooks, 'trade'));
        return { runId: session.runId };
      },
      closeRun: async (_input, by) => {
        const session = await this.take((hooks) => this.parts.openUnfinished(hooks, 'close'));
        session.requestStop('user_stop', by);
        await session.done;
        return { runId: session.runId };
      },
      stop: async (_input, by) => {
        // one that is just being started is stopped as soon as it runs
        await this.starting?.catch(() => undefined);
        this.running('stop').requestStop('user_stop', by);
        return { done: true };
      },
      kill: (_input, by) => this.kill(by),
      closePosition: (_input, by) => {
        this.running('close').command({ name: 'ClosePosition', by });
        return { done: true };
      },
      pauseEntries: (_input, by) => {
        this.running('pause').command({ name: 'PauseEntries', by });
        return { done: true };
      },
      resumeEntries: (_input, by) => {
        this.running('resume').command({ name: 'ResumeEntries', by });
        return { done: true };
      },
      rearm: async (_input, by) => {
        await this.ended();
        this.parts.workbench.rearm(by);
        this.publisher.touch();
        return { done: true };
      },
      testAlerts: async () => ({ host: await this.parts.workbench.testAlerts() }),
      resetBreaker: async (_input, by) => {
        await this.ended();
        this.parts.workbench.resetBreaker(by);
        this.publisher.touch();
        return { done: true };
      },
      fetchData: (input) => this.download.run(input),
      fetchProgress: () => this.download.progress,
      bars: ({ before, count }) => ({ bars: this.bars.before(before, count) }),
      ...runHandlers(this.archive, this.verify),
      ...backtestHandlers(this.backtests, this.data),
      // a new strategy or symbol shows in every page
      ...configHandlers(this.parts.editor, () => this.publisher.resync()),
    };
  }

  private kill(by: string): { flat: boolean; left: string } {
    if (this.session === null || this.isEnded) {
      this.parts.engageHalt(by);
      this.publisher.touch();
      return { flat: true, left: '' };
    }
    this.session.command({ name: 'Kill', by });
    this.publisher.touch();
    const { position, working_orders: working } = this.session.status();
    const left = [
      position === null ? '' : 'a position',
      working.length === 0 ? '' : `${working.length} working orders`,
    ];
    return { flat: position === null && working.length === 0, left: left.filter((part) => part !== '').join(' and ') };
  }

  private running(verb: string): SessionHandle {
    if (this.session === null || this.isEnded) throw new Failure('not_found', `nothing to ${verb}: no session runs`);
    return this.session;
  }

  /** Waits for a session that is already stopping; refuses while one still trades. */
  private async ended(): Promise<void> {
    if (this.session === null || this.isEnded) return;
    if (this.session.status().state !== 'stopped') {
      throw new Failure('lock_held', 'a session is running here; stop it first');
    }
    await this.session.done.catch(() => undefined);
  }
}
