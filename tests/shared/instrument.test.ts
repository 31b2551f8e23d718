import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_INSTRUMENT, Instrument, roundToTick } from '../../shared/instrument.ts';
import type { Lots, Ticks } from '../../shared/money.ts';

const BTC = new Instrument(DEFAULT_INSTRUMENT);
const ETH = new Instrument({
  symbol: 'ETHUSDT',
  tickSize: '0.01',
  lotSize: '0.001',
  minQty: '0.003',
  minNotional: '5',
});
const ticks = fc.integer({ min: 1, max: 20_000_000 });
const lots = fc.integer({ min: 1, max: 10_000 });

describe('11.1 rounding to ticks and lots', () => {
  it('down is floor(x + 1e-6)', () => {
    expect(BTC.ticksDown(96_440.19)).toBe(964_401);
    expect(BTC.ticksDown(96_440.2)).toBe(964_402);
    expect(BTC.ticksDown(96_440.199_999_95)).toBe(964_402);
    expect(BTC.ticksDown(96_440.199_999_8)).toBe(964_401);
  });

  it('up is ceil(x − 1e-6)', () => {
    expect(BTC.ticksUp(96_440.11)).toBe(964_402);
    expect(BTC.ticksUp(96_440.1)).toBe(964_401);
    expect(BTC.ticksUp(96_440.100_000_05)).toBe(964_401);
    expect(BTC.ticksUp(96_440.100_000_2)).toBe(964_402);
  });

  it('nearest is floor(x + 0.5 + 1e-6): halves go up, also below zero', () => {
    expect(BTC.ticksNearest(96_440.14)).toBe(964_401);
    expect(BTC.ticksNearest(96_440.15)).toBe(964_402);
    expect(roundToTick(2.5)).toBe(3);
    expect(roundToTick(2.499_999_5)).toBe(3);
    expect(roundToTick(2.499_998)).toBe(2);
    expect(roundToTick(-2.5)).toBe(-2);
  });

  it('lots follow the same rules', () => {
    expect(BTC.lotsDown(0.099_99)).toBe(999);
    expect(BTC.lotsDown(0.3)).toBe(3000);
    // 0.0029 × 10000 is 28.999999999999996 in doubles
    expect(BTC.lotsDown(0.0029)).toBe(29);
    expect(BTC.lotsNearest(0.000_15)).toBe(2);
    expect(BTC.lotsNearest(0.000_149)).toBe(1);
  });

  it('2.3 against the trader: buy up, sell down', () => {
    expect(BTC.ticksAgainst(100.01, 1)).toBe(1001);
    expect(BTC.ticksAgainst(100.09, -1)).toBe(1000);
  });

  it('a price on the grid survives every rounding', () => {
    fc.assert(
      fc.property(ticks, (value) => {
        const price = BTC.price(value as Ticks);
        expect([BTC.ticksDown(price), BTC.ticksUp(price), BTC.ticksNearest(price)]).toEqual([value, value, value]);
        expect(BTC.exactTicks(price)).toBe(value);
      }),
    );
  });

  it('down and up enclose the value, nearest is one of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1_000_000, noNaN: true }), (price) => {
        const [down, up, nearest] = [ETH.ticksDown(price), ETH.ticksUp(price), ETH.ticksNearest(price)];
        expect(down).toBeLessThanOrEqual(price * 100 + 1.1e-6);
        expect(up).toBeGreaterThanOrEqual(price * 100 - 1.1e-6);
        expect(up - down === 0 || up - down === 1).toBe(true);
        expect([down, up]).toContain(nearest);
      }),
    );
  });
});

describe('2.3 exact values on the grid', () => {
  it('price text is the exact decimal, and the number is the double nearest to it', () => {
    fc.assert(
      fc.property(ticks, (value) => {
        const text = BTC.formatPrice(value as Ticks);
        expect(BTC.price(value as Ticks)).toBe(Number(text));
        expect(BigInt(Math.round(Number(text) * 10))).toBe(BigInt(value));
      }),
    );
    expect(BTC.formatPrice(964_401 as Ticks)).toBe('96440.1');
    expect(BTC.formatQty(12 as Lots)).toBe('0.0012');
    expect(ETH.formatQty(1500 as Lots)).toBe('1.5');
  });

  it('notional is price × quantity without error', () => {
    fc.assert(
      fc.property(ticks, lots, (price, qty) => {
        expect(BigInt(BTC.notional(price, qty))).toBe(BigInt(price) * BigInt(qty) * 1000n);
      }),
    );
  });

  it('the value at an off-grid price is rounded down to 1e-8', () => {
    expect(BTC.valueAt(96_440.01, 3 as Lots)).toBe(2_893_200_300);
    expect(BTC.valueAt(0.000_033_33, 1 as Lots)).toBe(0);
    expect(BTC.valueAt(0.000_133_33, 1 as Lots)).toBe(1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 46 }), lots, (priceE8, qty) => {
        expect(BigInt(BTC.valueAt(priceE8 / 1e8, qty as Lots))).toBe((BigInt(priceE8) * BigInt(qty)) / 10_000n);
      }),
    );
  });

  it('11.10 an average price has 8 decimals, half up', () => {
    expect(BTC.formatAverage(1001 * 1 + 1002 * 1, 2 as Lots)).toBe('100.15');
    expect(BTC.formatAverage(1001 * 1 + 1002 * 2, 3 as Lots)).toBe('100.16666667');
    expect(BTC.formatAverage(1001 * 2 + 1002 * 1, 3 as Lots)).toBe('100.13333333');
    // 1 / 2^9 of a tick is 0.0001953125: the ninth decimal is a 5 and counts up
    expect(BTC.formatAverage(1000 * 512 + 1, 512 as Lots)).toBe('100.00019531');
    expect(BTC.formatAverage(1000 * 64_000_000 + 1, 64_000_000 as Lots)).toBe('100');
    expect(BTC.formatAverage(1000 * 20_000_000 + 1, 20_000_000 as Lots)).toBe('100.00000001');
  });
});

describe('6 instrument', () => {
  it('default: tick 0.1, lot 0.0001, minimum 0.0001 BTC and 5 USDT', () => {
    expect(BTC.price(1 as Ticks)).toBe(0.1);
    expect(BTC.qty(1 as Lots)).toBe(0.0001);
    expect(BTC.minLots).toBe(1);
    expect(BTC.minNotional).toBe(500_000_000);
    expect(ETH.minLots).toBe(3);
  });

  it.each([
    { tickSize: '0', lotSize: '0.0001' },
    { tickSize: '0.1', lotSize: '-1' },
    { tickSize: '0.1', lotSize: '0.3' },
    { tickSize: '0.00001', lotSize: '0.00001' },
    { tickSize: 'abc', lotSize: '1' },
  ])('a grid without exact values is refused: %j', (grid) => {
    expect(() => new Instrument({ ...DEFAULT_INSTRUMENT, ...grid })).toThrow(RangeError);
  });
});
