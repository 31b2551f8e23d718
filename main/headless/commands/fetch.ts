import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { intervalValue, symbolValue, timeValue } from '../flag-values.ts';

interface FetchFlags {
  symbol: string;
  interval: ReturnType<typeof intervalValue>;
  from: number;
  to: number;
  out?: string;
  json?: boolean;
  workspace?: string;
}

/** `la fetch`: candles and funding rates of the exchange, for backtests. */
export function addFetch(program: Command, context: CommandContext): void {
  program
    .command('fetch')
    .description('download candles and funding rates for backtests; the same command again continues')
    .requiredOption('--from <time>', 'first candle, ISO', timeValue('--from'))
    .requiredOption('--to <time>', 'end, exclusive, ISO', timeValue('--to'))
    .option('--symbol <symbol>', 'contract', symbolValue, 'BTCUSDT')
    .option('--interval <interval>', 'candle interval', intervalValue, '1m')
    .option('--out <file>', 'CSV of the candles (default: in the data folder of the workspace); funding goes beside it')
    .option('--json', 'print one JSON document')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .action(async (flags: FetchFlags) => {
      const result = await context.workbench(flags.workspace).fetchData(
        {
          symbol: flags.symbol,
          interval: flags.interval,
          fromMs: flags.from,
          toMs: flags.to,
          out: flags.out ?? null,
        },
        (done, total) => context.console.progress(`${done} of ${total} candles`),
      );
      context.console.progress('');
      if (flags.json === true) {
        const { candleFile, fundingFile, candles, rates } = result;
        context.console.print(
          JSON.stringify({ schema_version: 1, candle_file: candleFile, funding_file: fundingFile, candles, rates }),
        );
        return;
      }
      context.console.print(`${result.candles} candles in ${result.candleFile}`);
      context.console.print(`${result.rates} funding rates in ${result.fundingFile}`);
    });
}
