import { describe, expect, it } from 'vitest';
import type { EngineConfig } from '../../main/engine/engine-config.ts';
import type { EntryOrder } from '../../main/engine/execution/orders.ts';
import type { Quote } from '../../shared/market.ts';
import { type Lots, moneyFromNumber, type Ticks } from '../../shared/money.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { candle, flat, type Prices, START } from './support/candles.ts';
import {
  type Account,
  account,
  feed,
  type Overrides,
  quietStrategy,
  reasons,
  strategyOf,
} from './support/engine-under-test.ts';

const NOW = START + 25 * MINUTE_MS;
const quote = (bid: number, ask: number, seconds = 1): Quote => {
  return { ts: NOW + seconds * 1000, bid, ask, last: (bid + ask) / 2 };
};

function order(changes: Partial<EntryOrder> = {}): EntryOrder {
  const bracket = { price: 100_000 as Ticks, stop: 99_900 as Ticks, target: 100_200 as Ticks };
  const rest = { id: 'order-1', setup: 'sma_crossover', direction: 1, type: 'market', lots: 5000 as Lots } as const;
  return { ...rest, ...bracket, ...changes };
}

const SHORT = { direction: -1, stop: 100_100 as Ticks, target: 99_800 as Ticks } as const;

function market(overrides: Overrides = {}, changes: Partial<EngineConfig> = {}, volume = 1000): Account {
  const execution = { slip_bps: 0, half_spread_bps: 5 };
  const under = account(strategyOf({ execution, ...overrides }), { hasQuotes: true, ...changes });
  feed(under, flat(25, 10_000, 1, volume));
  return under;
}

/** Closes one more candle; indexes go on from the 25 of the warm-up. */
const close = (under: Account, index: number, prices: Prices) => under.engine.onCandle(candle(index, prices), 'live');
const fills = ({ recorder }: Account) =>
  recorder.all('ExecutionFill').map(({ side, price, qty, liquidity }) => `${side} ${qty} at ${price} ${liquidity}`);

describe('6 a market order on quotes', () => {
  it('BUY at ask, SELL at bid, of the executing quote; slipped and rounded against the trader', () => {
    const bought = market();
    bought.engine.executeOnQuote(order(), quote(9999.95, 10_000.05));
    expect(fills(bought)).toEqual(['BUY 0.5 at 10000.1 taker']);
    const sold = market({ execution: { slip_bps: 1 } });
    sold.engine.executeOnQuote(order(SHORT), quote(9999.95, 10_000.05));
    expect(fills(sold)).toEqual(['SELL 0.5 at 9998.9 taker']);
  });

  it('is stamped with the quote’s time', () => {
    const under = market();
    under.engine.executeOnQuote(order(), quote(10_000, 10_001, 7));
    under.engine.onQuote(quote(9990, 9991, 9));
    const { entry_ts, exit_ts } = under.recorder.last('ExecutionExit');
    expect([entry_ts, exit_ts]).toEqual(['2025-01-01T01:25:07.000Z', '2025-01-01T01:25:09.000Z']);
  });

  it('liquidity: the last closed candle’s volume; a remainder fills from the next candle on, once a candle', () => {
    const under = market({}, {}, 2);
    under.engine.executeOnQuote(order(), quote(9999, 10_000));
    under.engine.onQuote(quote(9999, 10_000, 2));
    expect(fills(under)).toEqual(['BUY 0.2 at 10000 taker']);
    close(under, 25, { close: 10_000, volume: 1 });
    for (const seconds of [61, 62]) under.engine.onQuote(quote(9998, 9999, seconds));
    expect(fills(under).slice(1)).toEqual(['BUY 0.1 at 9999 maker']);
    close(under, 26, { close: 10_000, volume: 100 });
    under.engine.onQuote(quote(10_000, 10_000.1, 121));
    under.engine.onQuote(quote(9998, 10_000, 122));
    expect(fills(under).slice(2)).toEqual(['BUY 0.2 at 10000 maker']);
  });

  it('11.5 0 lots: denied as an event, no_liquidity', () => {
    const under = market({}, {}, 0.0005);
    under.engine.executeOnQuote(order(), quote(9999, 10_000));
    expect(under.recorder.last('OrderDenied')).toMatchObject({ reason: 'no_liquidity', qty: '0.5', price: '10000' });
  });

  it('is denied while entries are blocked, whatever was decided before', () => {
    const under = market();
    under.engine.block = 'halted';
    under.engine.executeOnQuote(order(), quote(9999, 10_000));
    expect([fills(under), under.recorder.last('OrderDenied').reason]).toEqual([[], 'halted']);
  });

  it('a repeated id is denied', () => {
    const under = market();
    under.engine.executeOnQuote(order(), quote(9999, 10_000));
    under.engine.executeOnQuote(order(), quote(9999, 10_000));
    expect(under.recorder.last('OrderDenied').reason).toBe('duplicate');
    expect(fills(under)).toHaveLength(1);
  });
});

describe('6 limits and exits on every quote', () => {
  it('a BUY limit fills when ask ≤ limit, at min(limit, ask); a SELL limit when bid ≥ limit', () => {
    const buy = market();
    buy.engine.executeOnQuote(order({ type: 'limit' }), quote(10_010, 10_011));
    for (const [bid, ask] of [
      [9990, 10_000.1],
      [9998, 9999.5],
      [9990, 9991],
    ] as const) {
      buy.engine.onQuote(quote(bid, ask, 3));
    }
    expect(fills(buy)[0]).toBe('BUY 0.5 at 9999.5 maker');
    const sell = market();
    sell.engine.executeOnQuote(order({ ...SHORT, type: 'limit' }), quote(9990, 9991));
    sell.engine.onQuote(quote(9999.9, 10_005, 2));
    sell.engine.onQuote(quote(10_000, 10_005, 3));
    expect(fills(sell)).toEqual(['SELL 0.5 at 10000 maker']);
  });

  it.each([
    [{}, [quote(9990.1, 9995)], ''],
    [{}, [quote(9990, 9995)], 'SL 9990'],
    [{}, [quote(9985, 9995)], 'SL 9985'],
    [{}, [quote(10_019.9, 10_030)], ''],
    [{}, [quote(10_020, 10_030)], 'TP 10020'],
    [{}, [quote(10_023, 10_030)], 'TP 10023'],
    [SHORT, [quote(9990, 10_009.9)], ''],
    [SHORT, [quote(9990, 10_010)], 'SL 10010'],
    [SHORT, [quote(9970, 9980)], 'TP 9980'],
    [SHORT, [quote(9970, 9980.1)], ''],
  ] as const)('bid for LONG, ask for SHORT: case %#', (side, quotes, wanted) => {
    const under = market();
    under.engine.executeOnQuote(order(side), quote(10_000, 10_000, 0));
    for (const one of quotes) under.engine.onQuote(one);
    const [exit] = under.recorder.all('ExecutionExit');
    expect(exit === undefined ? '' : `${exit.reason} ${exit.price}`).toBe(wanted);
  });

  it('12.7 trail and STALE_EXIT at candle close; a candle’s wick executes nothing', () => {
    const under = market({ engine: { max_bars_open: 3 } });
    under.engine.executeOnQuote(order(), quote(10_000, 10_000));
    under.engine.onQuote(quote(10_008, 10_009, 2));
    expect(under.recorder.names).toEqual(['ExecutionFill']);
    close(under, 25, { open: 10_000, close: 10_008, high: 10_030, low: 9980 });
    expect(under.recorder.last('TrailActivated').trail).toBe('9993');
    under.engine.onQuote(quote(9993.1, 9994, 61));
    close(under, 26, { close: 10_000 });
    close(under, 27, { close: 10_000 });
    close(under, 28, { close: 10_000 });
    expect(under.recorder.all('ExecutionExit')).toEqual([]);
    close(under, 29, { close: 10_000 });
    // entered in candle 26 of the run, so this one is the fourth after it
    expect(under.recorder.last('ExecutionExit')).toMatchObject({ reason: 'STALE_EXIT', bars_open: 4, price: '9995' });
    const trailed = market();
    trailed.engine.executeOnQuote(order(), quote(10_000, 10_000));
    close(trailed, 25, { open: 10_000, close: 10_008 });
    trailed.engine.onQuote(quote(9992.5, 9994, 61));
    expect(trailed.recorder.last('ExecutionExit')).toMatchObject({ reason: 'TRAIL', price: '9992.5' });
  });

  it('12.7 a forced close executes at once on the last quote', () => {
    const under = market();
    under.engine.executeOnQuote(order(), quote(10_000, 10_000));
    under.engine.onQuote(quote(10_004.05, 10_005, 2));
    expect(under.engine.flatten('KILL', 'kill')).toEqual({ cancelled: 0, closed: 1 });
    expect(under.recorder.last('ExecutionExit')).toMatchObject({ reason: 'KILL', price: '10004' });
  });

  it('7 the breaker is tested on every quote, at its time; a quote at 00:00 belongs to the new day', () => {
    const under = market({}, { breakersOn: true, maxDailyLoss: moneyFromNumber(10) });
    under.engine.executeOnQuote(order({ stop: 90_000 as Ticks }), quote(10_000, 10_000));
    under.engine.onQuote(quote(9986.1, 9986.1, 2));
    expect(under.recorder.names).not.toContain('CIRCUIT_BREAKER_TRIPPED');
    const midnight = { ...quote(9972.3, 9972.3), ts: Date.UTC(2025, 0, 2) };
    under.engine.onQuote(midnight);
    expect(under.recorder.names).not.toContain('CIRCUIT_BREAKER_TRIPPED');
    under.engine.onQuote({ ...quote(9966.1, 9966.1), ts: midnight.ts + 1 });
    expect(under.recorder.events.at(-1)).toMatchObject({
      ts: midnight.ts + 1,
      body: { event: 'CIRCUIT_BREAKER_TRIPPED', reason: 'daily_loss', figures: { daily_loss: '10' } },
    });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a price of %d: no fill, no crash', (price) => {
    const under = market();
    under.engine.executeOnQuote(order(), { ...quote(10_000, 10_000), ask: price });
    expect(under.recorder.last('OrderDenied').reason).toBe('invalid_order');
    under.engine.executeOnQuote(order({ id: 'order-2' }), quote(10_000, 10_000));
    for (const field of ['bid', 'ask', 'last'] as const)
      under.engine.onQuote({ ...quote(10_000, 10_000), [field]: price });
    expect(under.recorder.all('ExecutionExit')).toEqual([]);
    under.engine.onQuote(quote(9990, 9991, 3));
    expect(under.recorder.last('ExecutionExit').price).toBe('9990');
  });
});

describe('4 the strategy with quotes', () => {
  const crossing = (under: Account) => {
    const falls = Array.from({ length: 20 }, (_, i) => 10_000 - 10 * i);
    return [...falls, 9820, 9830, 9840].map((price, i) => {
      const open = i < 20 ? price + 10 : price - 10;
      return under.engine.onCandle(
        candle(i, { open, close: price, high: Math.max(open, price) + 5, low: Math.min(open, price) - 5 }),
        'live',
      );
    });
  };
  const strategy = quietStrategy({ sma_crossover: { fast: 2, slow: 3 } }, { engine: { min_history_bars: 1 } });

  it('the planned entry is the quote’s side, to the tick against the trader; the order is handed out, not executed', () => {
    const under = account(strategy, { hasQuotes: true });
    under.engine.onQuote({ ts: START, bid: 9841.06, ask: 9842.01, last: 9841.5 });
    const orders = crossing(under);
    expect(orders.slice(0, -1)).toEqual(Array.from({ length: 22 }, () => undefined));
    expect(orders.at(-1)).toMatchObject({ id: 'order-1', type: 'market', direction: 1, price: 98_421, stop: 98_121 });
    expect(under.recorder.names).toEqual([]);
    expect(under.recorder.last('DecisionMade')).toMatchObject({ outcome: 'order', reason: '' });
  });

  it('5 no decision while an order waits in the queue', () => {
    const under = account(strategy, { hasQuotes: true });
    under.engine.isEntryQueued = true;
    expect(crossing(under).at(-1)).toBeUndefined();
    expect(reasons(under).at(-1)).toBe('not_flat');
  });
});
