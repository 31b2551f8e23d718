import type { Command } from 'commander';
import { BacktestProgress } from '../backtest-progress.ts';
import type { CommandContext } from '../command-context.ts';
import { intervalValue, onOff, symbolValue, timeValue } from '../flag-values.ts';
import { onSignal } from '../signals.ts';
import { report } from './run.ts';

interface BacktestFlags {
  data: string;
  funding?: string;
  symbol: string;
  interval?: ReturnType<typeof intervalValue>;
  strategy: string;
  from?: number;
  to?: number;
  breakers: boolean;
  journal?: boolean;
  workspace?: string;
  json?: boolean;
}

/** `la backtest`: a strategy over candles, as fast as the machine allows. */
export function addBacktest(program: Command, context: CommandContext): void {
  program
    .command('backtest')
    .description('run a strategy over a file of candles')
    .requiredOption('--data <file>', 'CSV ts_ms,open,high,low,close,volume, or an events.jsonl')
    .option('--strategy <name>', 'strategy by name or file', 'default')
    .option('--from <time>', 'only candles that open at or after this, ISO', timeValue('--from'))
    .option('--to <time>', 'only candles that open before this, ISO', timeValue('--to'))
    .option('--funding <file>', 'CSV ts_ms,rate of funding rates (fractions)')
    .option('--breakers <on|off>', 'circuit breakers', onOff('--breakers'), false)
    .option('--symbol <symbol>', 'contract', symbolValue, 'BTCUSDT')
    .option('--interval <interval>', 'candle interval (default: as the data say)', intervalValue)
    .option('--journal', 'keep a journal in the run folder, for la replay --verify')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .option('--json', 'print the final report as one JSON document')
    .action(async (flags: BacktestFlags) => {
      const progress = new BacktestProgress(context.console);
      const abort = new AbortController();
      const stopListening = onSignal(() => abort.abort());
      try {
        const outcome = await context.workbench(flags.workspace).backtest(
          {
            dataFile: flags.data,
            fundingFile: flags.funding ?? null,
            symbol: flags.symbol,
            interval: flags.interval ?? null,
            strategy: flags.strategy,
            fromMs: flags.from ?? null,
            toMs: flags.to ?? null,
            breakersOn: flags.breakers,
            journal: flags.journal === true,
          },
          {
            notice: (line) => context.console.notice(line),
            begun: (_runId, candles) => progress.begun(candles),
            sinks: [progress.sink],
            signal: abort.signal,
          },
        );
        progress.end();
        report(outcome, flags.json === true, context);
      } finally {
        progress.end();
        stopListening();
      }
    });
}
