import type { Command } from 'commander';
import { Failure } from '../../../shared/failure.ts';
import type { RunOptions } from '../../../shared/run-options.ts';
import type { RunOutcome, SessionStatus } from '../../../shared/session-status.ts';
import type { SessionHandle } from '../../session/ports.ts';
import type { CommandContext } from '../command-context.ts';
import {
  intervalValue,
  numberBetween,
  oneOf,
  onOff,
  speedValue,
  symbolValue,
  timeValue,
  wholeBetween,
} from '../flag-values.ts';
import { pageFolder } from '../page-folder.ts';
import { onSignal } from '../signals.ts';

interface RunFlags {
  source: 'mock' | 'bitunix' | 'replay';
  duration: number;
  replay?: string;
  funding?: string;
  from?: number;
  to?: number;
  symbol: string;
  interval?: ReturnType<typeof intervalValue>;
  strategy: string;
  seed?: number;
  speed: number | 'max';
  start?: number;
  breakers: boolean;
  mode: 'paper' | 'live' | 'live-session';
  dryRun?: boolean;
  dashboard?: boolean;
  resume?: boolean;
  port?: number;
  workspace?: string;
  json?: boolean;
}

const PROGRESS_MS = 250;

/** `la run`: one session from market data to report. */
export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('run a paper-trading session to its end')
    .option(
      '--source <name>',
      'market data: mock, bitunix or replay',
      oneOf('--source', ['mock', 'bitunix', 'replay']),
      'mock',
    )
    .option(
      '--duration <minutes>',
      'session minutes, 0 = until stopped or the data end',
      numberBetween('--duration', 0, 525_600),
      0,
    )
    .option('--replay <file>', 'CSV, events.jsonl, run id or folder to replay')
    .option('--funding <file>', 'CSV ts_ms,rate of funding rates for a replay')
    .option('--from <time>', 'replay only candles that open at or after this, ISO', timeValue('--from'))
    .option('--to <time>', 'replay only candles that open before this, ISO', timeValue('--to'))
    .option('--symbol <symbol>', 'contract', symbolValue, 'BTCUSDT')
    .option('--interval <interval>', 'candle interval (default: 1m, or as the data say)', intervalValue)
    .option('--strategy <name>', 'strategy by name or file', 'default')
    .option(
      '--seed <n>',
      'seed of the simulated market and latencies (default: random, recorded)',
      wholeBetween('--seed', 0, 4_294_967_295),
    )
    .option('--speed <n>', '1, a factor, or max for virtual time', speedValue, 1)
    .option('--start <time>', 'market time at which the simulated market begins, ISO', timeValue('--start'))
    .option('--breakers <on|off>', 'circuit breakers', onOff('--breakers'), true)
    .option(
      '--mode <mode>',
      'paper (live is refused in this version)',
      oneOf('--mode', ['paper', 'live', 'live-session']),
      'paper',
    )
    .option('--async', 'accepted for older scripts, has no effect')
    .option('--dry-run', 'write nothing and touch no state')
    .option('--dashboard', 'serve the page of the workstation while it runs; its address goes to stderr')
    .option('--resume', 'continue the unfinished run with its recorded settings')
    .option('--port <n>', 'port of the control server (default: any free one)', wholeBetween('--port', 1, 65_535))
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .option('--json', 'print the final report as one JSON document')
    .action(async (flags: RunFlags) => {
      const options = toRunOptions(flags);
      const workbench = context.workbench(flags.workspace);
      const workstation = workbench.openWorkstation();
      const notice = (line: string) => context.console.notice(line);
      const isPageShown = flags.dashboard === true;
      // first of all: a port that is taken must leave no run behind
      const server = await workbench.serve(workstation, {
        offer: { kind: 'workstation', pageFolder: isPageShown ? pageFolder() : null },
        port: flags.port ?? (isPageShown ? undefined : 0),
      });
      let askedBy: string | null = null;
      let running: SessionHandle | null = null;
      // also while the exchange is still asked: the session is stopped as soon as it runs
      const stopListening = onSignal((signal) => {
        askedBy ??= signal;
        running?.requestStop('signal', signal);
      });
      const started = workstation.adopt((hooks) => workbench.startSession(options, { ...hooks, notice }));
      const session = await started.catch(async (error: unknown) => {
        stopListening();
        await server.close();
        throw error;
      });
      running = session;
      if (askedBy !== null) session.requestStop('signal', askedBy);
      if (isPageShown) context.console.address(server.launchUrl, 'stderr');
      const progress = setInterval(() => context.console.progress(progressLine(session.status())), PROGRESS_MS);
      try {
        report(await session.done, flags.json === true, context);
      } finally {
        clearInterval(progress);
        context.console.progress('');
        stopListening();
        await workstation.dispose('end');
        await server.close();
      }
    });
}

function toRunOptions(flags: RunFlags): RunOptions {
  if (flags.mode === 'live') {
    throw new Failure('live_refused', '--mode live: this version trades on paper only; use --mode paper');
  }
  if (flags.source === 'replay' && flags.replay === undefined && flags.resume !== true) {
    throw new Failure('bad_flag', '--source replay needs --replay with a CSV, an events.jsonl or a run');
  }
  if (flags.source !== 'replay' && flags.replay !== undefined) {
    throw new Failure('bad_flag', `--replay belongs to --source replay, not to ${flags.source}`);
  }
  if (flags.source !== 'replay' && (flags.from !== undefined || flags.to !== undefined)) {
    throw new Failure('bad_flag', `--from and --to belong to --source replay, not to ${flags.source}`);
  }
  if (flags.source === 'mock' && flags.speed === 'max' && flags.duration === 0 && flags.resume !== true) {
    throw new Failure('bad_flag', '--source mock --speed max needs a --duration above 0: it would never end');
  }
  if (flags.source === 'bitunix' && flags.speed !== 1) {
    throw new Failure('bad_flag', '--speed: live data come at speed 1 only');
  }
  return {
    source: flags.source,
    durationMin: flags.duration,
    replay: flags.replay ?? null,
    fundingFile: flags.funding ?? null,
    fromMs: flags.from ?? null,
    toMs: flags.to ?? null,
    symbol: flags.symbol,
    interval: flags.interval ?? null,
    strategy: flags.strategy,
    seed: flags.seed ?? null,
    speed: flags.speed,
    startMs: flags.start ?? null,
    breakersOn: flags.breakers,
    dryRun: flags.dryRun === true,
    mustReach: false,
    resume: flags.resume === true,
  };
}

function progressLine(status: SessionStatus): string {
  const position =
    status.position === null
      ? 'flat'
      : `${status.position.side} ${status.position.qty} @ ${status.position.entry_price}`;
  return `${status.state}  ${status.symbol} ${status.price}  equity ${status.equity}  ${position}  trades ${status.trades}  candles ${status.candles}`;
}

/** Prints how a run ended and sets the exit code. */
export function report(outcome: RunOutcome, asJson: boolean, context: CommandContext): void {
  context.exit(outcome.exit_code);
  const { report: final } = outcome;
  if (asJson) {
    context.console.print(
      JSON.stringify(
        final === null
          ? { stopped_reason: outcome.reason, exit_code: outcome.exit_code, run_dir: null }
          : { ...final, run_dir: outcome.run_dir },
      ),
    );
    return;
  }
  if (final === null) {
    context.console.print(`ended: ${outcome.reason} (dry run, nothing written)`);
    return;
  }
  context.console.print(
    `ended: ${final.stopped_reason}${final.status === 'crashed_recovered' ? ' (recovered after a crash)' : ''}`,
  );
  context.console.print(
    `equity ${final.starting_equity} -> ${final.ending_equity} USDT, net ${final.net_pnl}, fees ${final.fees}`,
  );
  context.console.print(
    `trades ${final.trades} (${final.wins} won, ${final.losses} lost), candles ${final.candles}, max drawdown ${final.max_drawdown_pct} %`,
  );
  context.console.print(`report ${outcome.run_dir}/summary.html`);
}
