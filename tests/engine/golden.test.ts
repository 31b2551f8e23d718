import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strategySchema } from '../../shared/config/strategy.ts';
import { addMoney, type Money, parseMoney } from '../../shared/money.ts';
import { parseCandles } from './support/candles.ts';
import { account, backtest, type FundingRow } from './support/engine-under-test.ts';
import { tradesCsv } from './support/trades-csv.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const market = parseCandles(read('tests/fixtures/btcusdt-1m-extract.csv'));
const gapping = parseCandles(read('tests/fixtures/gapping-walk.csv'));

function fundingRows(): FundingRow[] {
  const rows = read('tests/fixtures/btcusdt-funding-extract.csv').trimEnd().split('\n').slice(1);
  return rows.map((row) => {
    const [ts = 0, rate = 0] = row.split(',').map(Number);
    return [ts, rate];
  });
}

/** Name, and what the run has besides its candles. */
const RUNS: readonly (readonly [string, 'shipped' | 'plain' | 'funding' | 'breakers' | 'gapping'])[] = [
  ['default', 'shipped'],
  ['sma_crossover', 'shipped'],
  ['scalp_1m_sweep', 'shipped'],
  ['crossover-cheap', 'plain'],
  ['crossover-thin', 'plain'],
  ['crossover-trail', 'plain'],
  ['crossover-tight', 'plain'],
  ['pullback-limit-exit', 'plain'],
  ['sweep-loose', 'plain'],
  ['sweep-confirmed', 'plain'],
  ['all-funding', 'funding'],
  ['crossover-breakers', 'breakers'],
  ['gaps-crossover', 'gapping'],
  ['gaps-pullback', 'gapping'],
  ['gaps-sweep', 'gapping'],
];

describe('11 two careful implementations give the same trades', () => {
  const exits = new Set<string>();

  it.each(RUNS)('%s (%s)', (name, kind) => {
    const file = kind === 'shipped' ? `config/strategies/${name}.json` : `tests/fixtures/golden/${name}.strategy.json`;
    const strategy = strategySchema.parse(JSON.parse(read(file)));
    const changes = { funding: kind === 'funding' ? 'file' : 'none', breakersOn: kind === 'breakers' } as const;
    const under = account(strategy, changes, false);
    backtest(under, kind === 'gapping' ? gapping : market, kind === 'funding' ? fundingRows() : []);

    const trades = under.recorder.all('ExecutionExit');
    expect(tradesCsv(trades)).toBe(read(`tests/fixtures/golden/${name}.trades.csv`));
    for (const { reason } of trades) exits.add(reason);
    const total = trades.reduce(
      (sum, { pnl }) => addMoney(sum, parseMoney(pnl) as Money),
      under.engine.config.startingEquity,
    );
    expect(under.engine.ledger.balance).toBe(total);
  });

  it('every exit of section 6 occurs in them', () => {
    expect([...exits].sort()).toEqual([
      'CIRCUIT_BREAKER',
      'SESSION_END',
      'SL',
      'SL_CONSERVATIVE',
      'SL_GAP',
      'STALE_EXIT',
      'TP',
      'TRAIL',
      'TRAIL_GAP',
    ]);
  });

  it('2.1 a second run gives the same events, byte for byte', () => {
    const strategy = strategySchema.parse(JSON.parse(read('config/strategies/default.json')));
    const runs = [account(strategy), account(strategy)];
    for (const under of runs) backtest(under, market.slice(0, 600));
    expect(runs[1]?.recorder.lines).toEqual(runs[0]?.recorder.lines);
  });
});
