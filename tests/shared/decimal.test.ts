import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, formatScaled, mulDivCeil, mulDivFloor, parseScaled } from '../../shared/decimal.ts';

const safe = fc.maxSafeInteger();
const divisor = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

/** floor(a × b / c) on BigInt, by the definition: the largest q with q × c ≤ a × b. */
function floorOf(a: bigint, b: bigint, c: bigint): bigint {
  const product = a * b;
  const quotient = product / c;
  return quotient * c > product ? quotient - 1n : quotient;
}

describe('2.3 integers inside: mulDivFloor and mulDivCeil', () => {
  it.each([
    [7, 3, 2, 10, 11],
    [-7, 3, 2, -11, -10],
    [6, 3, 2, 9, 9],
    [-6, 3, 2, -9, -9],
    [0, 5, 3, 0, 0],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991],
    [9_007_199_254_740_991, 3, 4, 6_755_399_441_055_743, 6_755_399_441_055_744],
  ])('%d × %d / %d is %d down and %d up', (a, b, c, down, up) => {
    expect(mulDivFloor(a, b, c)).toBe(down);
    expect(mulDivCeil(a, b, c)).toBe(up);
  });

  it('agree with BigInt for all safe integers, also when the product is not safe', () => {
    fc.assert(
      fc.property(safe, safe, divisor, (a, b, c) => {
        const down = floorOf(BigInt(a), BigInt(b), BigInt(c));
        const up = -floorOf(-BigInt(a), BigInt(b), BigInt(c));
        expect(mulDivFloor(a, b, c)).toBe(Number(down));
        expect(mulDivCeil(a, b, c)).toBe(Number(up));
      }),
      { numRuns: 500 },
    );
  });

  it('never give −0', () => {
    expect(Object.is(mulDivFloor(-0, 5, 3), 0)).toBe(true);
    expect(Object.is(mulDivFloor(0, -5, 3), 0)).toBe(true);
    expect(Object.is(mulDivCeil(-1, 1, 3), 0)).toBe(true);
  });
});

describe('12.18 decimal text: no trailing zeros, no −0', () => {
  it.each([
    [150, 2, '1.5'],
    [-150, 2, '-1.5'],
    [100, 2, '1'],
    [1, 8, '0.00000001'],
    [-1, 8, '-0.00000001'],
    [0, 8, '0'],
    [-0, 8, '0'],
    [1_234_500, 0, '1234500'],
    [10n, 1, '1'],
    [-123_456_789_012_345_678_901n, 4, '-12345678901234567.8901'],
  ])('formatScaled(%s, %d) is %s', (value, scale, text) => {
    expect(formatScaled(value, scale)).toBe(text);
  });

  it('formatScaled and parseScaled are inverse', () => {
    fc.assert(
      fc.property(safe, fc.integer({ min: 0, max: 12 }), (value, scale) => {
        const text = formatScaled(value, scale);
        expect(parseScaled(text, scale)).toBe(value + 0);
        expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
        expect(text).not.toBe('-0');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['1.50', 2, 150],
    ['+1.5', 2, 150],
    ['0001', 0, 1],
    [' 7 ', 0, 7],
    ['-0', 8, 0],
    ['1.500000', 1, 15],
  ])('parseScaled(%j, %d) is %d', (text, scale, value) => {
    expect(parseScaled(text, scale)).toBe(value);
  });

  it.each([
    ['', 2],
    ['.5', 2],
    ['1.55', 1],
    ['1e3', 2],
    ['1,5', 2],
    ['NaN', 2],
    ['Infinity', 2],
    ['0x10', 2],
    ['--1', 2],
    ['9007199254740992', 0],
    ['9007199254740993', 0],
    ['90071992547409.92', 2],
  ])('parseScaled(%j, %d) is refused', (text, scale) => {
    expect(parseScaled(text, scale)).toBeUndefined();
  });

  it.each([
    [0.000_000_1, '0.0000001'],
    [-1.5e-7, '-0.00000015'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [96_440.01, '96440.01'],
    [-0, '0'],
    [100, '100'],
  ])('formatDecimal(%d) is %s', (value, text) => {
    expect(formatDecimal(value)).toBe(text);
  });

  it('formatDecimal gives the text that the language gives, wherever that has no exponent', () => {
    const cents = fc.integer({ min: -(10 ** 13), max: 10 ** 13 }).map((units) => units / 10 ** 8);
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.oneof(cents, doubles), (value) => {
        const text = String(value);
        fc.pre(!text.includes('e'));
        expect(formatDecimal(value)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('formatDecimal writes no exponent and reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = formatDecimal(value);
        expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Number(text)).toBe(value + 0);
      }),
      { numRuns: 500 },
    );
  });
});
