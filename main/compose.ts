import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type SessionDefaults, SOURCES, sessionSchema } from '../shared/config/session.ts';
import { Failure } from '../shared/failure.ts';
import { INTERVAL_NAMES } from '../shared/interval.ts';
import { UNFINISHED_RUN } from '../shared/run-options.ts';
import { knownSymbols } from './adapters/config/effective-config.ts';
import { loadSessionDefaults } from './adapters/config/session-file.ts';
import { listStrategies } from './adapters/config/strategy-file.ts';
import { writeSummaryHtml } from './adapters/report/summary-html.ts';
import { SafetyFile } from './adapters/system/safety-file.ts';
import { readHolder } from './adapters/system/session-lock.ts';
import { startWebServer } from './adapters/web/web-server.ts';
import { cleanWorkspace } from './composition/clean-workspace.ts';
import { ConfigEditor } from './composition/config-editor/config-editor.ts';
import type { CompositionContext } from './composition/context.ts';
import { runDoctor } from './composition/doctor/run-doctor.ts';
import { exchangeAccount } from './composition/exchange-account.ts';
import { fetchMarketData } from './composition/fetch-data.ts';
import { findRun, folderOf } from './composition/find-run.ts';
import { appIdentity } from './composition/identity.ts';
import { unfinishedRuns } from './composition/open-states.ts';
import { verifyAndRecord } from './composition/record-verdict.ts';
import { runBacktest } from './composition/run-backtest.ts';
import { startSession } from './composition/run-session.ts';
import { readSafety } from './composition/safety.ts';
import { openScrubber, type Scrubber } from './composition/scrubber.ts';
import { testAlerts } from './composition/session-alerts.ts';
import { auditJournal } from './composition/verify-run.ts';
import {
  accountEquity,
  rearm,
  resetAccount,
  resetBreaker,
  showConfig,
  validateConfig,
} from './composition/workspace-commands.ts';
import { WorkspacePaths } from './composition/workspace-paths.ts';
import { WorkstationHost } from './composition/workstation.ts';
import type { Workbench } from './session/ports.ts';

export interface ComposeOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Folder of the shipped configuration. */
  readonly shippedConfig: string;
  /** Folder against which the user's relative paths resolve. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shared with the console of the shell, so that what is learnt to be secret here is masked there. */
  readonly scrubber?: Scrubber;
}

/** The scrubber for a shell's own console; give it to `compose` too. */
export function makeConsoleScrubber(environment: ComposeOptions['environment']): Scrubber {
  return openScrubber(environment);
}

/** Puts the program together: session and adapters behind one workbench that the shells use. */
export function compose(options: ComposeOptions): Workbench {
  const paths = new WorkspacePaths(options.workspace);
  const scrubber = options.scrubber ?? openScrubber(options.environment);
  const context: CompositionContext = {
    paths,
    places: { shipped: options.shippedConfig, workspace: paths.config, cwd: options.cwd },
    environment: options.environment,
    identity: appIdentity(),
    scrub: scrubber.text,
    keepSecret: scrubber.keepSecret,
  };
  return {
    workspace: paths.root,
    startSession: (run, hooks) => startSession(run, hooks, context),
    backtest: (run, hooks) => runBacktest(run, hooks, context),
    verify: (run) => verifyAndRecord(run, context),
    audit: (run) => auditJournal(run, context),
    fetchData: (what, progress) => fetchMarketData(what, progress, context),
    report: async (run) => {
      const folder = folderOf(findRun(run, paths, options.cwd));
      await writeSummaryHtml(folder);
      return `${realpathSync(folder)}/summary.html`;
    },
    holder: () => {
      const holder = readHolder(paths.lock);
      if (holder === undefined) return undefined;
      return { pid: holder.pid, runId: holder.run_id, controlUrl: holder.control_url, token: holder.token };
    },
    safety: () => readSafety(paths, options.environment),
    rearm: (by) => rearm(by, context),
    resetBreaker: (by) => resetBreaker(by, context),
    stopByFile: () => writeFileSync(paths.stopFile, '', { flush: true }),
    closeUnfinished: async (hooks) => {
      if (unfinishedRuns(paths).length === 0) return null;
      rmSync(paths.stopFile, { force: true });
      const session = await startSession(UNFINISHED_RUN, hooks, context, 'close');
      session.requestStop('user_stop', 'la stop');
      return await session.done;
    },
    account: () => ({ equity: accountEquity(context) }),
    resetAccount: (equity, by) => resetAccount(equity, by, context),
    doctor: (fix) => runDoctor(context, fix),
    clean: (request) => cleanWorkspace(request, context),
    exchangeAccount: (keys) => exchangeAccount(keys, context),
    hasUnfinished: () => unfinishedRuns(paths).length > 0,
    testAlerts: () => testAlerts(context),
    openWorkstation: () =>
      new WorkstationHost({
        workbench: {
          startSession: (run, hooks) => startSession(run, hooks, context),
          fetchData: (what, progress) => fetchMarketData(what, progress, context),
          rearm: (by) => rearm(by, context),
          resetBreaker: (by) => resetBreaker(by, context),
          testAlerts: () => testAlerts(context),
        },
        info: () => ({
          app_version: context.identity.version,
          git_commit: context.identity.gitCommit,
          platform: process.platform,
          workspace: paths.root,
          strategies: listStrategies(context.places),
          symbols: knownSymbols(context.places, options.environment),
          intervals: INTERVAL_NAMES,
          sources: SOURCES,
          start: startDefaults(context),
        }),
        reopenToClose: (hooks) => startSession(UNFINISHED_RUN, hooks, context, 'close'),
        editor: new ConfigEditor(context),
        safety: () => readSafety(paths, options.environment),
        context,
        scrub: context.scrub,
        engageHalt: (by) => new SafetyFile(paths.safety).halt(by, new Date().toISOString()),
      }),
    serve: startWebServer,
    validateConfig: (file) => validateConfig(file, context),
    showConfig: (strategy) => showConfig(strategy, context),
  };
}

/** What the Start dialog begins with; the built-in defaults while the file is broken, which the editor shows. */
function startDefaults({ paths }: CompositionContext): SessionDefaults {
  try {
    return loadSessionDefaults(paths.sessionDefaults);
  } catch (error) {
    if (error instanceof Failure) return sessionSchema.parse({});
    throw error;
  }
}
