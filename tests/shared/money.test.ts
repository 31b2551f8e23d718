import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, formatMoney, money, moneyFromNumber, moneyToNumber, parseMoney } from '../../shared/money.ts';

const units = fc.maxSafeInteger();

describe('2.3 money in units of 1e-8 USDT', () => {
  it('is text with at most 8 decimals', () => {
    expect(formatMoney(money(1_000_000_000_000))).toBe('10000');
    expect(formatMoney(money(-1))).toBe('-0.00000001');
    expect(formatMoney(money(123_450_000))).toBe('1.2345');
    expect(parseMoney('10000')).toBe(1_000_000_000_000);
    expect(parseMoney('-0.00000001')).toBe(-1);
    expect(parseMoney('0.000000001')).toBeUndefined();
    expect(parseMoney('ten')).toBeUndefined();
  });

  it('reads back from its text', () => {
    fc.assert(
      fc.property(units, (value) => {
        expect(parseMoney(formatMoney(money(value)))).toBe(value + 0);
      }),
    );
  });

  it('2.4 adds exactly or throws: no drift, not by one unit', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const exact = BigInt(a) + BigInt(b);
        if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < BigInt(Number.MIN_SAFE_INTEGER)) {
          expect(() => addMoney(money(a), money(b))).toThrow(RangeError);
        } else {
          expect(BigInt(addMoney(money(a), money(b)))).toBe(exact);
        }
      }),
    );
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no money', (value) => {
    expect(() => money(value)).toThrow(RangeError);
  });

  it('has no −0', () => {
    expect(Object.is(money(-0), 0)).toBe(true);
    expect(formatMoney(money(-0))).toBe('0');
  });

  it('comes from configured numbers to the nearest unit', () => {
    expect(moneyFromNumber(0.1 + 0.2)).toBe(30_000_000);
    expect(moneyFromNumber(10_000)).toBe(1_000_000_000_000);
    expect(moneyToNumber(money(150_000_000))).toBe(1.5);
  });
});
