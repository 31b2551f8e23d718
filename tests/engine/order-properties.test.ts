import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryBlock } from '../../main/engine/strategy/stages/risk-gate.ts';
import type { StrategyConfig } from '../../shared/config/strategy.ts';
import { parseScaled } from '../../shared/decimal.ts';
import type { EventBody } from '../../shared/events.ts';
import { moneyFromNumber } from '../../shared/money.ts';
import { candlesOf, strategies, type Walk, walks } from './support/arbitraries.ts';
import { START } from './support/candles.ts';
import { type Account, account, feed } from './support/engine-under-test.ts';

function run(walk: Walk, strategy: StrategyConfig): Account {
  const under = account(strategy, {}, false);
  feed(under, candlesOf(walk));
  return under;
}

/** Number of the candle that closes at `ts`, from 1. */
const indexOf = (ts: number) => (ts - START) / 60_000;

/** Runs a property over walks and strategies and makes sure that it had trades to look at. */
function forAll(inspect: (under: Account, strategy: StrategyConfig) => void, numRuns = 30): void {
  let trades = 0;
  fc.assert(
    fc.property(walks(220), strategies, (walk, strategy) => {
      const under = run(walk, strategy);
      trades += under.recorder.all('ExecutionExit').length;
      inspect(under, strategy);
    }),
    { numRuns },
  );
  expect(trades).toBeGreaterThan(20);
}

/** Prices of orders and fills; candle prices and averages are no order prices. */
function orderPrices(body: EventBody): string[] {
  switch (body.event) {
    case 'OrderSubmitted':
    case 'ExecutionFill':
      return [body.price, body.stop, body.target];
    case 'OrderDenied':
    case 'WorkingOrderCreated':
    case 'WorkingOrderCancelled':
    case 'ExecutionExit':
      return [body.price];
    case 'TrailActivated':
    case 'TrailMoved':
      return [body.trail];
    default:
      return [];
  }
}

describe('2.3 and 6 over random walks and strategies', () => {
  it('every price is on the tick, every quantity on the lot', () => {
    forAll(({ recorder }) => {
      for (const { body } of recorder.events) {
        for (const price of orderPrices(body)) ok((parseScaled(price, 1) ?? 0) > 0);
        if ('qty' in body) ok((parseScaled(body.qty, 4) ?? 0) > 0);
      }
    });
  });

  it('fills of limit orders are never worse than the limit and pay as maker, the others never as maker', () => {
    forAll(({ recorder }, { execution }) => {
      const limits = new Map<string, number>();
      for (const { body } of recorder.events) {
        if (body.event === 'WorkingOrderCreated') limits.set(body.order_id, Number(body.price));
        if (body.event !== 'ExecutionFill') continue;
        const limit = limits.get(body.order_id);
        const isLimitExit = body.type === 'take_profit' && execution.take_profit === 'limit';
        equal(body.liquidity, limit !== undefined || isLimitExit ? 'maker' : 'taker');
        const bound = isLimitExit ? Number(body.target) : limit;
        if (bound === undefined) continue;
        if (body.side === 'BUY') ok(Number(body.price) <= bound);
        else ok(Number(body.price) >= bound);
      }
    });
  });

  it('an order never fills more than its quantity, and a position never flips', () => {
    forAll(({ recorder }) => {
      const left = new Map<string, number>();
      let held = 0;
      for (const { body } of recorder.events) {
        if (body.event === 'OrderSubmitted') left.set(body.order_id, parseScaled(body.qty, 4) ?? 0);
        if (body.event !== 'ExecutionFill') continue;
        const lots = parseScaled(body.qty, 4) ?? 0;
        if (body.reduce_only) {
          equal(lots, held);
          held = 0;
          continue;
        }
        held += lots;
        const id = body.order_id.replace('_remainder', '');
        const rest = (left.get(id) ?? 0) - lots;
        ok(rest >= 0);
        left.set(id, rest);
      }
    });
  });

  it('11.4 no order within the cooldown, none while a position or an entry stands', () => {
    forAll(({ recorder }, { engine }) => {
      let closedAt = Number.NEGATIVE_INFINITY;
      let isBusy = false;
      for (const { body, ts } of recorder.events) {
        if (body.event === 'OrderSubmitted') {
          ok(indexOf(ts) - closedAt > engine.cooldown_bars);
          ok(indexOf(ts) >= engine.min_history_bars);
          equal(isBusy, false);
          isBusy = true;
        }
        if (body.event === 'ExecutionExit') closedAt = indexOf(ts);
        if (body.event === 'ExecutionExit' || body.event === 'OrderDenied') isBusy = false;
        if (body.event === 'WorkingOrderCancelled' && !body.order_id.endsWith('_remainder')) isBusy = false;
      }
    });
  });

  it('no trade outlives max_bars_open, no working order its candles', () => {
    forAll(({ recorder }, { engine }) => {
      const born = new Map<string, number>();
      for (const { body, ts } of recorder.events) {
        if (body.event === 'ExecutionExit') ok(body.bars_open <= engine.max_bars_open + 1);
        if (body.event === 'WorkingOrderCreated') born.set(body.order_id, indexOf(ts));
        if (body.event !== 'WorkingOrderCancelled' && !(body.event === 'ExecutionFill' && !body.reduce_only)) continue;
        const age = indexOf(ts) - (born.get(body.order_id) ?? indexOf(ts));
        ok(age <= engine.pending_trigger_max_bars);
      }
    });
  });

  it('order ids are unique, trades are numbered 1, 2, 3 …', () => {
    forAll(({ recorder }) => {
      const ids = recorder.all('OrderSubmitted').map(({ order_id }) => order_id);
      equal(new Set(ids).size, ids.length);
      const trades = recorder.all('ExecutionExit').map(({ trade_id }) => trade_id);
      deepEqual(
        trades,
        trades.map((_, i) => i + 1),
      );
    });
  });
});

describe('5 and 7 a blocked engine', () => {
  const blocks = fc.constantFrom<EntryBlock>('halted', 'error_breaker', 'entries_paused', 'stopping');

  it('emits no OrderSubmitted from the candle of the block on, and still manages what is open', () => {
    fc.assert(
      fc.property(walks(220), strategies, blocks, fc.integer({ min: 0, max: 219 }), (walk, strategy, block, at) => {
        const under = account(strategy, {}, false);
        const candles = candlesOf(walk);
        feed(under, candles.slice(0, at));
        const before = under.recorder.events.length;
        under.engine.block = block;
        feed(under, candles.slice(at));
        const later = under.recorder.events.slice(before).map(({ body }) => body);
        expect(later.filter(({ event }) => event === 'OrderSubmitted')).toEqual([]);
        for (const body of later) if (body.event === 'OrderDenied') expect(body.reason).toBe(block);
      }),
      { numRuns: 30 },
    );
  });

  it('a tripped breaker emits no further OrderSubmitted and trips once', () => {
    let trips = 0;
    fc.assert(
      fc.property(walks(220), strategies, (walk, strategy) => {
        const under = account(strategy, { breakersOn: true, maxDailyLoss: moneyFromNumber(20) }, false);
        feed(under, candlesOf(walk));
        const events = under.recorder.events.map(({ body }) => body.event);
        const trip = events.indexOf('CIRCUIT_BREAKER_TRIPPED');
        expect(trip >= 0).toBe(under.engine.breaker.isTripped);
        if (trip < 0) return;
        trips++;
        expect(events.slice(trip + 1)).not.toContain('OrderSubmitted');
        expect(events.slice(trip + 1)).not.toContain('CIRCUIT_BREAKER_TRIPPED');
      }),
      { numRuns: 30 },
    );
    expect(trips).toBeGreaterThan(0);
  });
});
