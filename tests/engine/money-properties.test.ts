import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../shared/decimal.ts';
import type { Candle } from '../../shared/market.ts';
import { candlesOf, strategies, walks } from './support/arbitraries.ts';
import { type Account, account } from './support/engine-under-test.ts';
import { MoneyCheck, units } from './support/money-check.ts';

/** A settlement at 08:00 falls into every walk, which begins at 06:00. */
const HOURS = 5 * 3_600_000;
const rates = fc.constantFrom(-0.0007, -0.0002, 0, 0.0001, 0.000_123_45, 0.0004);

/** Feeds candles, and after each compares the account with what its events say. */
function audit(under: Account, candles: readonly Candle[], check: MoneyCheck): void {
  const { engine, recorder } = under;
  let seen = 0;
  const catchUp = () => {
    for (; seen < recorder.events.length; seen++) {
      const event = recorder.events[seen];
      if (event !== undefined) check.apply(event.body);
    }
  };
  for (const candle of candles) {
    const marks = recorder.marks.length;
    // the mark comes before the strategy, whose market order pays its fee at once
    const before = recorder.events.length;
    engine.onCandle(candle, 'live');
    const decided = recorder.events.findIndex(({ body }, i) => i >= before && body.event === 'DecisionMade');
    for (; seen < decided; seen++) {
      const event = recorder.events[seen];
      if (event !== undefined) check.apply(event.body);
    }
    const equity = check.equityAt(units(formatDecimal(candle.close), 8));
    deepEqual(
      recorder.marks.slice(marks).map((mark) => BigInt(mark.equity)),
      [equity],
    );
    catchUp();
    equal(BigInt(engine.ledger.balance), check.balance);
    equal(engine.book.position === null, check.isFlat);
  }
  engine.flatten('SESSION_END', 'stop');
  catchUp();
}

describe('2.4 equity = starting equity + the sum of the ledger', () => {
  it('exactly, on every candle of every walk, recomputed from the events alone', () => {
    let trades = 0;
    fc.assert(
      fc.property(walks(260), strategies, rates, (walk, strategy, rate) => {
        const under = account(strategy, { funding: 'file' });
        under.engine.funding.setRate(Date.UTC(2025, 0, 1, 8), rate);
        const candles = candlesOf(walk).map((one) => ({ ...one, openTime: one.openTime + HOURS }));
        const check = new MoneyCheck(under.engine.config.startingEquity);
        audit(under, candles, check);
        expect(check.isFlat).toBe(true);
        expect(BigInt(under.engine.ledger.balance)).toBe(check.balance);
        expect(check.balance).toBe(BigInt(under.engine.config.startingEquity) + check.realised);
        trades += under.recorder.all('ExecutionExit').length;
      }),
      { numRuns: 40 },
    );
    expect(trades).toBeGreaterThan(40);
  });

  it('ending equity = starting equity + Σ pnl of the trades, when flat', () => {
    fc.assert(
      fc.property(walks(260), strategies, (walk, strategy) => {
        const { engine, recorder } = account(strategy, {}, false);
        for (const candle of candlesOf(walk)) engine.onCandle(candle, 'live');
        engine.flatten('SESSION_END', 'stop');
        const pnls = recorder.all('ExecutionExit').map(({ pnl }) => units(pnl, 8));
        const total = pnls.reduce((sum, pnl) => sum + pnl, BigInt(engine.config.startingEquity));
        expect(BigInt(engine.ledger.balance)).toBe(total);
        expect(engine.equity).toBe(engine.ledger.balance);
      }),
      { numRuns: 40 },
    );
  });

  it('R, gross, fees and PnL of each trade agree with each other', () => {
    fc.assert(
      fc.property(walks(200), strategies, (walk, strategy) => {
        const { engine, recorder } = account(strategy, {}, false);
        for (const candle of candlesOf(walk)) engine.onCandle(candle, 'live');
        for (const trade of recorder.all('ExecutionExit')) {
          const pnl = units(trade.pnl, 8);
          expect(Math.sign(Number(trade.r_multiple)) * Number(pnl)).toBeGreaterThanOrEqual(0);
          expect(units(trade.fees, 8) >= 0n && Number(trade.mae) >= 0 && Number(trade.mfe) >= 0).toBe(true);
          expect(Number.isInteger(trade.bars_open) && trade.bars_open >= 0).toBe(true);
          expect(Date.parse(trade.exit_ts) - Date.parse(trade.entry_ts)).toBe(trade.bars_open * 60_000);
        }
      }),
      { numRuns: 40 },
    );
  });
});
