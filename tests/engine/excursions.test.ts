import { describe, expect, it } from 'vitest';
import type { EntryOrder } from '../../main/engine/execution/orders.ts';
import type { Lots, Ticks } from '../../shared/money.ts';
import { flat, START } from './support/candles.ts';
import { account, feed, strategyOf } from './support/engine-under-test.ts';
import { type Move, Scenario, SIDES } from './support/position-scenario.ts';

/** A limit 5 under the market (for a LONG), its bracket 10 under and 20 over it; half a coin. */
function limitTrade(direction: 1 | -1, ...moves: Move[]): string {
  const scenario = new Scenario(direction);
  scenario.place({ type: 'limit', price: -5, stop: -15, target: 15 });
  const { exit } = scenario.feed(...moves);
  return `${exit?.reason} mae ${exit?.mae} mfe ${exit?.mfe}`;
}

describe.each(SIDES)('9 MAE and MFE of a trade, %s', (_, direction) => {
  it('a limit’s entry candle: what was surely against it counts, what may have come before it does not', () => {
    const moves = [
      { open: 0, worst: -12, best: 14, close: -4 },
      { open: -4, best: 15, close: 10 },
    ];
    expect(limitTrade(direction, ...moves)).toBe('TP mae 3.5 mfe 10');
  });

  it('out again in the entry candle: its open was before the entry', () => {
    expect(limitTrade(direction, { open: 0, worst: -15, close: -7 })).toBe('SL mae 5 mfe 0');
  });

  it('on quotes: at the side of the spread at which it could have been closed', () => {
    const under = account(strategyOf({ execution: { slip_bps: 0 } }), { hasQuotes: true });
    feed(under, flat(25, 10_000, 1, 1000));
    const at = (middle: number, seconds: number) => {
      const last = 10_000 + middle;
      return { ts: START + 25 * 60_000 + seconds * 1000, bid: last - 1, ask: last + 1, last };
    };
    const prices = {
      price: 100_000 as Ticks,
      stop: (100_000 - 100 * direction) as Ticks,
      target: (100_000 + 200 * direction) as Ticks,
    };
    const order: EntryOrder = {
      id: 'order-1',
      setup: 'sma_crossover',
      direction,
      type: 'market',
      lots: 5000 as Lots,
      ...prices,
    };
    under.engine.executeOnQuote(order, at(-direction, 1));
    for (const [index, offset] of [-8, 12].entries()) under.engine.onQuote(at(offset * direction, 2 + index));
    under.engine.closePosition('USER_STOP');
    const { entry_price, mae, mfe } = under.recorder.last('ExecutionExit');
    expect([entry_price, mae, mfe]).toEqual(['10000', '4.5', '5.5']);
  });
});
