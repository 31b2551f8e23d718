import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LotQueue } from '../../main/engine/execution/lot-queue.ts';
import { Ledger } from '../../main/engine/ledger.ts';
import { type Lots, type Money, money, type Ticks } from '../../shared/money.ts';
import { Scenario, SIDES } from './support/position-scenario.ts';

const entries = fc.array(
  fc.record({
    lots: fc.integer({ min: 1, max: 10_000 }),
    ticks: fc.integer({ min: 1, max: 2_000_000 }),
    fees: fc.integer({ min: 0, max: 1_000_000_000 }),
  }),
  { minLength: 1, maxLength: 8 },
);

function queueOf(filled: readonly { lots: number; ticks: number; fees: number }[]): LotQueue {
  const queue = new LotQueue();
  for (const { lots, ticks, fees } of filled) queue.add(lots as Lots, ticks as Ticks, fees as Money);
  return queue;
}

describe('6 accounting: FIFO lots, entry fees pro rata', () => {
  it('takes the first lots first, each with its share of the fee', () => {
    const queue = queueOf([
      { lots: 10, ticks: 100, fees: 30 },
      { lots: 10, ticks: 200, fees: 50 },
    ]);
    expect(queue.take(4 as Lots)).toEqual({ cost: 400, fees: 12 });
    expect(queue.take(8 as Lots)).toEqual({ cost: 6 * 100 + 2 * 200, fees: 18 + 10 });
    expect([queue.lots, queue.cost, queue.fees]).toEqual([8, 1600, 40]);
    expect(() => queue.take(9 as Lots)).toThrow(RangeError);
  });

  it('whatever the parts, lots, cost and fees add up to what went in', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 12 }), (filled, parts) => {
        const queue = queueOf(filled);
        const total = [queue.lots, queue.cost, queue.fees];
        let [lots, cost, fees] = [0, 0, 0];
        for (const part of [...parts, queue.lots]) {
          const taken = queue.take(Math.min(part, queue.lots) as Lots);
          lots += Math.min(part, total[0] as number);
          cost += taken.cost;
          fees += taken.fees;
        }
        const rest = queue.take(queue.lots);
        expect([cost + rest.cost, fees + rest.fees]).toEqual([total[1], total[2]]);
        expect(lots).toBeGreaterThan(0);
        expect([queue.lots, queue.cost, queue.fees]).toEqual([0, 0, 0]);
      }),
    );
  });

  it('is the same after save → JSON → load', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 500 }), (filled, part) => {
        const queue = queueOf(filled);
        queue.take(Math.min(part, queue.lots) as Lots);
        const copy = new LotQueue();
        copy.load(JSON.parse(JSON.stringify(queue.save())));
        expect([copy.lots, copy.cost, copy.fees]).toEqual([queue.lots, queue.cost, queue.fees]);
        expect(copy.take(copy.lots)).toEqual(queue.take(queue.lots));
      }),
    );
  });

  it('2.4 the ledger is its start plus what was posted, and leaves the exact range only by an error', () => {
    const ledger = new Ledger(money(10));
    ledger.post(money(-3));
    ledger.post(money(1));
    expect(ledger.balance).toBe(8);
    expect(() => ledger.post(Number.MAX_SAFE_INTEGER as Money)).toThrow(RangeError);
    expect(ledger.balance).toBe(8);
  });
});

describe.each(SIDES)('11.10 the columns of a trade, %s', (side, direction) => {
  it('qty, times, average entry, gross, fees, pnl, R and bars of a trade with two entry fills', () => {
    const scenario = new Scenario(direction).feed({ close: 0, volume: 1 });
    scenario.place({ qty: 0.3, stop: -10, target: 20 });
    scenario.feed({ open: -3, close: 0, volume: 1000 }, { best: 20, close: 10 });
    // 0.1 at 0, 0.2 at −3: average −2, risk 8 × 0.3 = 2.4; out at +20: 0.3 × 22 = 6.6
    const taker = (qty: number, price: number) => qty * price * 0.0006;
    const fees = taker(0.1, scenario.price(0)) + 0.2 * scenario.price(-3) * 0.0002 + taker(0.3, scenario.price(20));
    expect(scenario.exit).toEqual({
      event: 'ExecutionExit',
      trade_id: 1,
      side,
      setup: 'sma_crossover',
      reason: 'TP',
      qty: '0.3',
      price: String(scenario.price(20)),
      entry_ts: '2025-01-01T01:26:00.000Z',
      entry_price: String(scenario.price(-2)),
      exit_ts: '2025-01-01T01:28:00.000Z',
      gross_pnl: '6.6',
      fees: String(Number(fees.toFixed(8))),
      funding: '0',
      pnl: String(Number((6.6 - fees).toFixed(8))),
      r_multiple: String(Number(((6.6 - fees) / 2.4).toFixed(4))),
      bars_open: 2,
      mae: '0.3',
      mfe: '6.6',
      tags: ['followed_plan_profit'],
    });
  });

  it('is booked to the last unit: equity = start + pnl', () => {
    const scenario = new Scenario(direction);
    scenario.place({ qty: 0.1234 });
    scenario.feed({ worst: -10, close: 0 });
    const pnl = Math.round(Number(scenario.exit?.pnl) * 1e8);
    expect(scenario.under.engine.ledger.balance).toBe(1_000_000_000_000 + pnl);
    expect(pnl).toBeLessThan(-123_400_000);
  });

  it('5 journal_coach: stopped_fast if R ≤ −0.9 within 3 candles', () => {
    const tagsAfter = (candles: number) => {
      const scenario = new Scenario(direction);
      scenario.place();
      const still = Array.from({ length: candles - 1 }, () => ({ close: 0 }));
      return scenario.feed(...still, { worst: -10, close: 0 }).exit?.tags;
    };
    expect([tagsAfter(1), tagsAfter(3), tagsAfter(4)]).toEqual([['stopped_fast'], ['stopped_fast'], []]);
  });
});

describe('11.12 the R multiple rounds half away from zero, to 4 decimals', () => {
  it.each([
    // 0.5 BTC: 6 USDT of fees to begin with; the rest of the PnL is the move
    [-10, 20, { worst: -10, close: 0 }],
    [-7.3, 11.1, { best: 12, close: 0 }],
    [-0.1, 0.2, { worst: -1, close: 0 }],
  ])('stop %d, target %d', (stop, target, move) => {
    const scenario = new Scenario(1);
    scenario.place({ stop, target });
    const exit = scenario.feed(move).exit;
    const pnl = BigInt(Math.round(Number(exit?.pnl) * 1e8));
    const risk = BigInt(Math.round(-stop * 0.5 * 1e8));
    const size = ((pnl < 0n ? -pnl : pnl) * 20_000n + risk) / (2n * risk);
    expect(Number(exit?.r_multiple)).toBe((Number(size) / 10_000) * (pnl < 0n ? -1 : 1));
  });

  it('is 0 where there was no risk to divide by', () => {
    const scenario = new Scenario(1);
    scenario.place({ stop: 0 });
    expect(scenario.feed({ worst: -1, close: 0 }).exit).toMatchObject({ r_multiple: '0', reason: 'SL_GAP' });
  });
});

describe('11.10 one equity mark per closed candle, before the strategy', () => {
  it('realised equity with entry fees booked, plus the position at the close, without exit costs', () => {
    const scenario = new Scenario(-1);
    scenario.place({ qty: 0.5 });
    scenario.feed({ close: 3 }, { open: 3, close: -4.01 });
    const marks = scenario.under.recorder.marks;
    expect(marks).toHaveLength(27);
    expect(marks.slice(24).map(({ equity, isInPosition }) => [equity, isInPosition])).toEqual([
      [1_000_000_000_000, false],
      [1_000_000_000_000 - 300_000_000 + 150_000_000, true],
      [1_000_000_000_000 - 300_000_000 - 200_500_000, true],
    ]);
  });

  it('11.12 after a forced close at the end one more mark is taken', () => {
    const scenario = new Scenario(1);
    scenario.place();
    scenario.feed({ close: 1 });
    const { engine, recorder } = scenario.under;
    const before = recorder.marks.length;
    expect(engine.flatten('SESSION_END', 'stop')).toEqual({ cancelled: 0, closed: 1 });
    expect(recorder.marks.slice(before)).toEqual([
      { equity: engine.ledger.balance, ts: recorder.marks.at(-2)?.ts, isInPosition: false },
    ]);
    expect(engine.flatten('SESSION_END', 'stop')).toEqual({ cancelled: 0, closed: 0 });
    expect(recorder.marks).toHaveLength(before + 1);
  });

  it('11.9 flatten cancels the working remainder, then closes at the last close', () => {
    const scenario = new Scenario(1).feed({ close: 0, volume: 1 });
    scenario.place({ qty: 0.3 });
    scenario.feed({ open: 2, close: 2 });
    scenario.under.engine.flatten('CIRCUIT_BREAKER', 'stop');
    expect(scenario.outcome).toBe('CIRCUIT_BREAKER 2');
    expect(scenario.under.recorder.names.slice(-3)).toEqual([
      'WorkingOrderCancelled',
      'ExecutionFill',
      'ExecutionExit',
    ]);
  });
});
