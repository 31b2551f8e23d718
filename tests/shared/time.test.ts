import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTERVAL_NAMES, intervalMs, intervalOfMs, isInterval } from '../../shared/interval.ts';
import { parseTimestamp, toIso, utcDay } from '../../shared/time.ts';

const NOON = Date.UTC(2024, 11, 1, 12, 0, 0);
const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) - 1 });

describe('3 times: one function for s, ms and ISO → ms', () => {
  it.each([
    [NOON],
    [NOON / 1000],
    [String(NOON)],
    [String(NOON / 1000)],
    [`${NOON / 1000}.000`],
    ['2024-12-01T12:00:00Z'],
    ['2024-12-01T12:00:00.000Z'],
    ['2024-12-01T12:00:00.000000Z'],
    ['2024-12-01 12:00:00'],
    ['2024-12-01T12:00'],
    ['2024-12-01T13:00:00+01:00'],
    ['2024-12-01T07:00:00-0500'],
    ['2024-12-01T12:00:00,000Z'],
    [' 2024-12-01T12:00:00Z '],
  ])('%j is noon', (value) => {
    expect(parseTimestamp(value)).toBe(NOON);
  });

  it('keeps milliseconds and reads a bare date as midnight UTC', () => {
    expect(parseTimestamp('2024-12-01T12:00:00.123456Z')).toBe(NOON + 123);
    expect(parseTimestamp(NOON / 1000 + 0.5)).toBe(NOON + 500);
    expect(parseTimestamp('2024-12-01')).toBe(Date.UTC(2024, 11, 1));
    expect(parseTimestamp('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
  });

  it.each([
    undefined,
    null,
    {},
    true,
    '',
    'now',
    '1e12',
    '-1733054400',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    0,
    -NOON,
    Date.UTC(2100, 0, 1),
    Date.UTC(1999, 11, 31),
    '2024-13-01',
    '2024-02-30',
    '2023-02-29T00:00:00Z',
    '2024-12-01T25:00:00Z',
    '2024-12-01T12:00:00 Z',
    '01.12.2024',
  ])('%j is an error', (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });

  it('reads back what toIso wrote, and the same moment in every spelling', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(toIso(ms)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect([parseTimestamp(toIso(ms)), parseTimestamp(ms), parseTimestamp(String(ms))]).toEqual([ms, ms, ms]);
        const seconds = Math.floor(ms / 1000);
        expect(parseTimestamp(seconds)).toBe(seconds * 1000);
      }),
    );
  });

  it('12.18 writes times as 2024-12-01T00:41:00.000Z', () => {
    expect(toIso(1_733_013_660_000)).toBe('2024-12-01T00:41:00.000Z');
  });

  it('a day begins at 00:00 UTC', () => {
    const midnight = Date.UTC(2024, 11, 2);
    expect(utcDay(midnight) - utcDay(midnight - 1)).toBe(1);
    expect(utcDay(midnight + 86_399_999)).toBe(utcDay(midnight));
  });
});

describe('intervals', () => {
  it('have a name and a length that name each other', () => {
    for (const name of INTERVAL_NAMES) expect(intervalOfMs(intervalMs(name))).toBe(name);
    expect(intervalMs('1m')).toBe(60_000);
    expect(intervalMs('1d')).toBe(86_400_000);
    expect(intervalOfMs(61_000)).toBeUndefined();
    expect([isInterval('1m'), isInterval('7m'), isInterval('toString')]).toEqual([true, false, false]);
  });
});

describe('toIso', () => {
  it('writes what Date writes, for any order of times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 4e12 }), { maxLength: 20 }), (times) => {
        expect(times.map(toIso)).toEqual(times.map((ms) => new Date(ms).toISOString()));
      }),
    );
  });
});
