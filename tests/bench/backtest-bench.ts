import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FeeSchedule } from '../../main/engine/execution/fees.ts';
import { startingEquityOf, TradingEngine } from '../../main/engine/trading-engine.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { strategySchema } from '../../shared/config/strategy.ts';
import { DEFAULT_INSTRUMENT, Instrument } from '../../shared/instrument.ts';
import type { Candle } from '../../shared/market.ts';
import { moneyFromNumber } from '../../shared/money.ts';
import { Random } from '../../shared/random.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { bestRate, rateText } from './rate.ts';

const YEAR = 525_600;
const START = 1_704_067_200_000;
const STRATEGIES = join(import.meta.dirname, '..', '..', 'config', 'strategies');

/** A year of minutes as CSV text: a seeded walk with the volatility of Bitcoin. */
function yearOfMinutes(): string {
  const random = new Random(1);
  const rows: string[] = [];
  let price = 60_000;
  for (let minute = 0; minute < YEAR; minute++) {
    const open = price;
    price = Math.max(1000, price * (1 + random.uniform(-0.0012, 0.0012)));
    const high = Math.max(open, price) * (1 + random.uniform(0, 0.0004));
    const low = Math.min(open, price) * (1 - random.uniform(0, 0.0004));
    const prices = [open, high, low, price].map((value) => value.toFixed(2)).join(',');
    rows.push(`${START + minute * MINUTE_MS},${prices},${random.uniform(1, 30).toFixed(4)}`);
  }
  return rows.join('\n');
}

function parse(text: string): Candle[] {
  return text.split('\n').map((row) => {
    const [openTime = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.split(',').map(Number);
    return { openTime, open, high, low, close, volume };
  });
}

/** The plain loop to compare with: parses the same candles and sums them. */
function parseAndSum(text: string): number {
  let sum = 0;
  for (const row of text.split('\n')) for (const field of row.split(',')) sum += Number(field);
  return sum;
}

/** The whole pipeline over a year of minutes, without output, beside the plain loop. */
export function benchBacktest(): string[] {
  const text = yearOfMinutes();
  const plain = bestRate(YEAR, 3, () => parseAndSum(text));
  const candles = parse(text);
  return ['default', 'sma_crossover'].map((name) => {
    const strategy = strategySchema.parse(JSON.parse(readFileSync(join(STRATEGIES, `${name}.json`), 'utf8')));
    const rate = bestRate(YEAR, 3, () => {
      const engine = new TradingEngine(
        {
          instrument: new Instrument(DEFAULT_INSTRUMENT),
          interval: '1m',
          strategy,
          limits: riskSchema.parse({}),
          fees: new FeeSchedule({ maker: 0.0002, taker: 0.0006 }),
          startingEquity: startingEquityOf(strategy),
          breakersOn: false,
          maxDailyLoss: moneyFromNumber(500),
          hasQuotes: false,
          funding: 'none',
        },
        { wantsDetail: false, event: () => {}, mark: () => {} },
      );
      for (const candle of candles) engine.onCandle(candle, 'live');
    });
    const seconds = (YEAR / rate).toFixed(2);
    return `backtest ${name}: ${rateText(rate)} candles, a year in ${seconds} s; plain parse-and-sum ${rateText(plain)}; ratio ${(rate / plain).toFixed(2)}`;
  });
}
