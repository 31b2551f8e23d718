import { describe, expect, it } from 'vitest';
import { candle, ramp } from './support/candles.ts';
import { account, feed, quietStrategy, reasons } from './support/engine-under-test.ts';
import { type Move, type Placement, Scenario, SIDES } from './support/position-scenario.ts';

/** A market order on a decision candle of the given volume. */
function market(volume: number, qty = 1, rest: Record<string, number> = {}): Scenario {
  const execution = { slip_bps: 0, half_spread_bps: 0, ...rest };
  const scenario = new Scenario(1, { execution }).feed({ close: 0, volume });
  scenario.place({ qty });
  return scenario;
}

const HIT: Move = { worst: 0, close: 1, open: 1 };
const MISS: Move = { open: 1, close: 1 };
const names = ({ under }: Scenario) => under.recorder.names;

describe('6 liquidity: what one entry order gets from one candle', () => {
  it('at most 10 % of its volume', () => {
    expect(market(4).fills).toEqual(['0.4 at 0 taker']);
    expect(market(20).fills).toEqual(['1 at 0 taker']);
    expect(market(4, 1, { liquidity_share: 0.05 }).fills).toEqual(['0.2 at 0 taker']);
  });

  it('at most 100,000 USDT at the fill price', () => {
    expect(market(1000, 1, { liquidity_usd: 2500 }).fills).toEqual(['0.25 at 0 taker']);
    // at a fill price of 10010 after 10 bp of slippage: 0.24975 BTC
    const slipped = market(1_000_000, 1, { liquidity_usd: 2500, slip_bps: 10 });
    expect(slipped.fills).toEqual(['0.2497 at 10.1 taker']);
  });

  it('11.5 lots rounded down', () => {
    expect(market(4.9999).fills).toEqual(['0.4999 at 0 taker']);
    expect(market(0.0019).fills).toEqual(['0.0001 at 0 taker']);
    expect(market(0.003).fills).toEqual(['0.0003 at 0 taker']);
  });

  it('a volume of 0 means unknown: only the second cap', () => {
    expect(market(0).fills).toEqual(['1 at 0 taker']);
    expect(market(0, 1, { liquidity_usd: 2500 }).fills).toEqual(['0.25 at 0 taker']);
  });

  it('11.5 0 lots: a market order is denied, no_liquidity', () => {
    const scenario = new Scenario(1).feed({ close: 0, volume: 0.0009 });
    expect(scenario.place()).toBe('no_liquidity');
    expect(names(scenario)).toEqual([]);
  });

  it('11.12 the strategy’s order is denied before it is submitted, and the decision says why', () => {
    const under = account(quietStrategy({ sma_crossover: { fast: 2, slow: 3 } }, { engine: { min_history_bars: 1 } }));
    feed(under, ramp(20, 10_000, -10, 5, 0.0009));
    for (let i = 0; i < 3; i++) {
      const close = 9820 + 10 * i;
      feed(under, [candle(20 + i, { open: close - 10, close, high: close + 5, low: close - 15, volume: 0.0009 })]);
    }
    expect(reasons(under).at(-1)).toBe('no_liquidity');
    expect(under.recorder.names).toEqual(['OrderDenied']);
    expect(under.recorder.last('OrderDenied')).toMatchObject({ order_id: 'order-1', reason: 'no_liquidity' });
  });

  it('11.5 0 lots: a limit keeps waiting', () => {
    const scenario = new Scenario(1);
    scenario.place({ type: 'limit', price: -5, stop: -15 });
    expect(scenario.feed({ worst: -5, close: 0, volume: 0.0009 }).fills).toEqual([]);
    expect(scenario.feed({ worst: -5, close: 0, volume: 4 }).fills).toEqual(['0.4 at -5 maker']);
  });

  it('exits fill whole', () => {
    const scenario = market(1000).feed({ worst: -10, close: -5, volume: 0.0001 });
    expect(scenario.exit).toMatchObject({ qty: '1', reason: 'SL' });
  });
});

describe.each(SIDES)('6 the rest of an order becomes <id>_remainder, %s', (_, direction) => {
  const partial = (placement: Placement = {}) => {
    const scenario = new Scenario(direction).feed({ close: 0, volume: 4 });
    scenario.place({ qty: 1, ...placement });
    return scenario;
  };

  it('a market order’s at the fill price; it fills on later candles under the same cap, maker, in the same position', () => {
    const scenario = partial();
    expect(scenario.under.recorder.last('WorkingOrderCreated')).toMatchObject({
      order_id: 'order-1_remainder',
      qty: '0.6',
      price: '10000',
    });
    scenario.feed({ ...HIT, volume: 3 }, MISS, { ...HIT, volume: 50 });
    expect(scenario.fills).toEqual(['0.4 at 0 taker', '0.3 at 0 maker', '0.3 at 0 maker']);
    expect(new Set(scenario.under.recorder.all('ExecutionFill').map(({ trade_id }) => trade_id))).toEqual(new Set([1]));
    expect(scenario.feed(HIT).fills).toHaveLength(3);
  });

  it('11.5 at min(its limit, open), when touched', () => {
    expect(partial().feed({ open: -3, close: 2 }).fills.at(-1)).toBe('0.6 at -3 maker');
    expect(partial().feed({ open: 2, worst: 0.01, close: 2 }).fills).toHaveLength(1);
  });

  it('a limit order’s at its limit price, from the next candle on', () => {
    const scenario = new Scenario(direction);
    scenario.place({ type: 'limit', qty: 1, price: -5, stop: -15 });
    scenario.feed({ open: -7, close: -6, volume: 4 });
    expect(scenario.under.recorder.last('WorkingOrderCreated')).toMatchObject({
      order_id: 'order-1_remainder',
      price: String(scenario.price(-5)),
    });
    scenario.feed({ open: -6, worst: -6, close: -6, volume: 2 }, { open: -4, worst: -5, close: -4, volume: 40 });
    expect(scenario.fills).toEqual(['0.4 at -7 maker', '0.2 at -6 maker', '0.4 at -5 maker']);
  });

  it('dies with its position: it can’t reopen one', () => {
    const scenario = partial().feed({ worst: -10, close: -5 }, HIT, HIT);
    expect(scenario.fills).toHaveLength(1);
    expect(names(scenario)).toEqual([
      'ExecutionFill',
      'WorkingOrderCreated',
      'ExecutionFill',
      'ExecutionExit',
      'WorkingOrderCancelled',
    ]);
    expect(scenario.under.recorder.last('WorkingOrderCancelled')).toMatchObject({
      reason: 'position_closed',
      qty: '0.6',
    });
  });

  it('11.5 lives 24 candles from the one in which it arose, partial fills do not renew it', () => {
    const scenario = partial();
    scenario.feed(...Array.from({ length: 20 }, () => MISS), { ...HIT, volume: 1 }, MISS, MISS);
    expect(names(scenario)).not.toContain('WorkingOrderCancelled');
    scenario.feed({ ...HIT, volume: 1 });
    expect(scenario.fills).toHaveLength(3);
    const { reason, qty } = scenario.under.recorder.last('WorkingOrderCancelled');
    expect([reason, qty]).toEqual(['pending_trigger_expired', '0.4']);
    expect(scenario.feed(HIT).fills).toHaveLength(3);
    expect(scenario.exit).toBeUndefined();
  });

  it('11.12 lives pending_trigger_max_bars candles', () => {
    const scenario = new Scenario(direction, { engine: { pending_trigger_max_bars: 2 } }).feed({ close: 0, volume: 4 });
    scenario.place({ qty: 1 });
    expect(scenario.feed(MISS, { ...HIT, volume: 1 }).fills).toHaveLength(2);
    expect(names(scenario)).toContain('WorkingOrderCancelled');
  });

  it('exits come first: on a candle that reaches stop and remainder only the stop counts', () => {
    const scenario = partial().feed({ worst: -10, close: 0 });
    expect(scenario.fills).toHaveLength(1);
    expect(scenario.exit).toMatchObject({ qty: '0.4' });
  });

  it('11.5 its fill is not tested against the candle it fills in, and joins the average from the next candle on', () => {
    // +20 is the target; +8 lies beyond 0.5 R of the first fill (10 − 0) but the trail is set before the remainder fills
    const scenario = partial().feed({ open: -4, best: 6, worst: -4, close: 6, volume: 40 });
    expect(scenario.fills.at(-1)).toBe('0.6 at -4 maker');
    expect(scenario.under.recorder.last('TrailActivated')).toMatchObject({ trail: String(scenario.price(-9)) });
    // average −2.4, risk 7.6: 15 × 0.76 = 11.4 behind +5 is −6.4
    scenario.feed({ open: 6, close: 5 });
    expect(scenario.under.recorder.last('TrailMoved')).toMatchObject({ trail: String(scenario.price(-6.4)) });
  });

  it('11.8 with several fills the first counts, for STALE_EXIT and entry_ts', () => {
    const scenario = partial();
    const entry = scenario.under.engine.book.position?.opening.entryTs ?? 0;
    scenario.feed({ ...HIT, volume: 40 }, ...Array.from({ length: 50 }, () => ({ close: 0, volume: 40 })));
    expect(scenario.exit).toMatchObject({ reason: 'STALE_EXIT', bars_open: 51, qty: '1' });
    expect(scenario.exit?.entry_ts).toBe(new Date(entry).toISOString());
  });
});
