import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeeSchedule } from '../../main/engine/execution/fees.ts';
import type { StrategyConfig } from '../../shared/config/strategy.ts';
import type { EventBody } from '../../shared/events.ts';
import type { Candle, Quote } from '../../shared/market.ts';
import { moneyFromNumber } from '../../shared/money.ts';
import { Random } from '../../shared/random.ts';
import { candlesOf, strategies, walks } from './support/arbitraries.ts';
import { type Account, account, feed, type Overrides, strategyOf } from './support/engine-under-test.ts';

const cuts = fc.array(fc.integer({ min: 0, max: 219 }), { minLength: 1, maxLength: 3 });

/** A fresh engine in the state of another, by way of its text on disk. */
function restarted(under: Account, strategy: StrategyConfig, changes: Parameters<typeof account>[1]): Account {
  const copy = account(strategy, changes);
  copy.engine.load(JSON.parse(JSON.stringify(under.engine.save())));
  copy.recorder.events.push(...under.recorder.events);
  copy.recorder.marks.push(...under.recorder.marks);
  return copy;
}

describe('2.1 same inputs → the same events, byte for byte', () => {
  it('save → JSON → load at any candle gives the same later events and marks', () => {
    const changes = { breakersOn: true, maxDailyLoss: moneyFromNumber(1_000_000), funding: 'file' } as const;
    fc.assert(
      fc.property(walks(220), strategies, cuts, (walk, strategy, at) => {
        const candles = candlesOf(walk);
        const whole = account(strategy, changes);
        let parts = account(strategy, changes);
        candles.forEach((candle, i) => {
          if (at.includes(i)) parts = restarted(parts, strategy, changes);
          for (const { engine } of [whole, parts]) {
            if (i === 50) engine.funding.setRate(Date.UTC(2025, 0, 1), 0.0004);
            engine.onCandle(candle, 'live');
          }
        });
        expect(parts.recorder.lines).toEqual(whole.recorder.lines);
        expect(parts.recorder.marks).toEqual(whole.recorder.marks);
        expect(JSON.stringify(parts.engine.save())).toBe(JSON.stringify(whole.engine.save()));
      }),
      { numRuns: 30 },
    );
  });

  it('also on quotes, with orders that the session executes later', () => {
    let trades = 0;
    const drive = (under: Account, candle: Candle, random: Random) => {
      const { open, high, low, close } = candle;
      [open, high, low, close].forEach((price, i) => {
        const half = random.uniform(0, price / 20_000);
        const quote: Quote = { ts: candle.openTime + i * 10_000, bid: price - half, ask: price + half, last: price };
        under.engine.onQuote(quote);
      });
      const order = under.engine.onCandle(candle, 'live');
      if (order === undefined) return;
      under.engine.tellSubmitted(order, candle.openTime + 60_000, 50);
      under.engine.executeOnQuote(order, {
        ts: candle.openTime + 60_050,
        bid: close - 0.1,
        ask: close + 0.1,
        last: close,
      });
    };
    fc.assert(
      fc.property(walks(160), strategies, fc.integer({ min: 0, max: 159 }), (walk, strategy, at) => {
        const changes = { hasQuotes: true };
        const whole = account(strategy, changes);
        let parts = account(strategy, changes);
        const [first, second] = [new Random(walk.seed), new Random(walk.seed)];
        candlesOf(walk).forEach((candle, i) => {
          if (i === at) parts = restarted(parts, strategy, changes);
          drive(whole, candle, first);
          drive(parts, candle, second);
        });
        expect(parts.recorder.lines).toEqual(whole.recorder.lines);
        trades += whole.recorder.all('ExecutionExit').length;
      }),
      { numRuns: 30 },
    );
    expect(trades).toBeGreaterThan(20);
  });

  it('8 a trailing stop and pending bars survive a restart', () => {
    const strategy = strategyOf({ setups: { pullback_ribbon: {} }, risk: { max_cost_r: 100 } });
    const walk = { seed: 3, count: 100, price: 3000, grid: 0.1, move: 0.001, gaps: 0, idle: 0, volume: 20 };
    const under = account(strategy);
    feed(under, candlesOf(walk));
    const saved = JSON.stringify(under.engine.save());
    const copy = account(strategy);
    copy.engine.load(JSON.parse(saved));
    expect(JSON.stringify(copy.engine.save())).toBe(saved);
    expect([copy.engine.book.isFree, copy.engine.book.lastCloseIndex, copy.engine.equity]).toEqual([
      under.engine.book.isFree,
      under.engine.book.lastCloseIndex,
      under.engine.equity,
    ]);
  });

  it('what was saved is a copy: the engine that goes on does not change it', () => {
    fc.assert(
      fc.property(walks(120), strategies, fc.integer({ min: 0, max: 110 }), (walk, strategy, at) => {
        const under = account(strategy, {}, false);
        const candles = candlesOf(walk);
        feed(under, candles.slice(0, at));
        const saved = under.engine.save();
        const text = JSON.stringify(saved);
        feed(under, candles.slice(at));
        expect(JSON.stringify(saved)).toBe(text);
      }),
      { numRuns: 20 },
    );
  });
});

describe('SHORT mirrors LONG', () => {
  /** Free of fees, spread and slippage, which are shares of the price and so differ between a price and its mirror image. */
  const exact: Overrides = {
    engine: { min_history_bars: 1 },
    risk: { rr_min: 0, max_cost_r: 100, risk_pct: 0.05 },
    execution: {
      slip_bps: 0,
      half_spread_bps: 0,
      liquidity_share: 1,
      liquidity_usd: 100_000_000,
      trail_distance_r: 0.7001,
    },
  };
  const setups = fc.record({
    pullback_ribbon: fc.record({ enabled: fc.boolean(), tp_r_mult: fc.constantFrom(0.8001, 2.0001) }),
    sma_crossover: fc.record({
      fast: fc.constantFrom(2, 5),
      slow: fc.constantFrom(7, 12),
      volatility_threshold: fc.constant(0),
      stop_atr_mult: fc.constantFrom(0.5001, 2.0001),
    }),
  });
  const MIRROR = 60_000;
  const flip = (price: string | number) => String((2 * MIRROR - Math.round(Number(price) * 10)) / 10);

  function reflected(candle: Candle): Candle {
    const [open, high, low, close] = [candle.open, candle.low, candle.high, candle.close].map((p) => Number(flip(p)));
    return { ...candle, open, high, low, close } as Candle;
  }

  /** Side, prices and bracket of every event of an order or trade; money must be equal as it is. */
  const told = (body: EventBody, image: (price: string) => string, opposite: boolean): unknown => {
    const side = (word: string) =>
      opposite ? ({ BUY: 'SELL', SELL: 'BUY', LONG: 'SHORT', SHORT: 'LONG' }[word] ?? '') : word;
    switch (body.event) {
      case 'ExecutionFill':
        return [body.event, side(body.side), body.qty, ...[body.price, body.stop, body.target].map(image)];
      case 'ExecutionExit':
        return [
          body.event,
          side(body.side),
          body.reason,
          body.qty,
          image(body.price),
          body.pnl,
          body.r_multiple,
          body.mae,
        ];
      case 'WorkingOrderCreated':
      case 'WorkingOrderCancelled':
        return [body.event, side(body.side), body.qty, image(body.price)];
      case 'TrailActivated':
      case 'TrailMoved':
        return [body.event, image(body.trail)];
      default:
        return body.event;
    }
  };

  it('a market turned upside down gives the same trades on the other side', () => {
    let trades = 0;
    const walk = walks(220).map((one) => ({ ...one, price: 6000, grid: 0.1, move: 0.002, idle: 0, volume: 1_000_000 }));
    fc.assert(
      fc.property(walk, setups, (one, file) => {
        const strategy = strategyOf({ ...exact, setups: file });
        const fees = new FeeSchedule({ maker: 0, taker: 0 });
        const [up, down] = [account(strategy, { fees }, false), account(strategy, { fees }, false)];
        const candles = candlesOf(one);
        feed(up, candles);
        feed(down, candles.map(reflected));
        const events = ({ recorder }: Account, opposite: boolean) =>
          recorder.events.map(({ body }) => told(body, opposite ? flip : String, opposite));
        expect(events(down, true)).toEqual(events(up, false));
        expect(down.engine.equity).toBe(up.engine.equity);
        trades += up.recorder.all('ExecutionExit').length;
      }),
      { numRuns: 30 },
    );
    expect(trades).toBeGreaterThan(30);
  });
});
