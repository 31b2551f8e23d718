import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type FundingRate, readFundingCsv } from '../../main/adapters/replay/funding-csv.ts';
import { Failure } from '../../shared/failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'funding-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const T0 = Date.UTC(2024, 11, 1);
const PERIOD = 8 * 3_600_000;

function read(content: string | Uint8Array): readonly FundingRate[] {
  const path = join(folder, 'funding.csv');
  writeFileSync(path, content);
  return readFundingCsv(path);
}

function refusal(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).code).toBe('bad_data');
    return (error as Failure).message.replace(folder, '').replace(/^[/\\]/, '');
  }
  throw new Error('was accepted');
}

describe('a funding file', () => {
  it.each([
    ['with header', `ts_ms,rate\n${T0},0.0001\n${T0 + PERIOD},-0.00025\n`],
    ['without header and final newline', `${T0},0.0001\n${T0 + PERIOD},-0.00025`],
    ['with CRLF and byte order mark', `\uFEFFts_ms,fundingRate\r\n${T0},0.0001\r\n${T0 + PERIOD},-2.5e-4\r\n`],
    ['unsorted, in seconds and ISO', `${(T0 + PERIOD) / 1000},-0.00025\n2024-12-01T00:00:00Z,0.0001\n`],
    ['with late stamps and repetitions', `${T0 + 7},0.0001\n${T0 + PERIOD + 13},-0.00025\n${T0},1e-4\n`],
  ])('is read %s', (_, content) => {
    expect(read(content)).toEqual([
      { ts: T0, rate: 0.0001 },
      { ts: T0 + PERIOD, rate: -0.00025 },
    ]);
  });

  const TIMES = 'allowed are seconds, milliseconds or ISO 8601, years 2000 to 2099';

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'funding.csv: is empty; expected a text file with rows ts_ms,rate'],
    [
      'a header alone',
      'ts_ms,rate\n',
      'funding.csv: has a header but no rows; expected a text file with rows ts_ms,rate',
    ],
    ['another header', 'ts_ms,price\n', 'funding.csv, line 1: column 2 is "price"; the header must be ts_ms,rate'],
    ['binary', Uint8Array.from([0, 1, 255]), 'funding.csv, line 1: is not UTF-8 text; a row is ts_ms,rate'],
    ['candles', `${T0},1,1,1,1,1\n`, 'funding.csv, line 1: has 6 columns; a row has 2: ts_ms,rate'],
    ['no time', `ts_ms,rate\nsoon,0.1\n`, `funding.csv, line 2: "soon" is not a time; ${TIMES}`],
    ['a time out of range', `1,0.1\n`, `funding.csv, line 1: "1" is not a time; ${TIMES}`],
    ['NaN', `${T0},NaN\n`, 'funding.csv, line 1: rate "NaN" is not a number; allowed is a decimal like 0.0001'],
    ['percent', `${T0},0.01%\n`, 'funding.csv, line 1: rate "0.01%" is not a number; allowed is a decimal like 0.0001'],
    ['too large', `${T0},1.5\n`, 'funding.csv, line 1: rate "1.5" is too large; allowed is a fraction from -1 to 1'],
    [
      'two rates of one settlement',
      `${T0},0.0001\n\n${T0 + 5},0.0002\n`,
      'funding.csv, line 3: differs from line 1, which settles in the same minute 2024-12-01T00:00:00.000Z; a settlement may have one rate only',
    ],
  ])('is refused: %s', (_, content, sentence) => {
    expect(refusal(() => read(content))).toBe(sentence);
  });

  it('is refused when there is none', () => {
    expect(refusal(() => readFundingCsv(join(folder, 'none.csv')))).toBe(
      'none.csv: no such file; expected a text file with rows ts_ms,rate',
    );
  });

  it('gives the same rates in whatever order its rows stand', () => {
    const rates = fc.uniqueArray(
      fc.record({
        ts: fc.integer({ min: 0, max: 5000 }).map((period) => T0 + period * PERIOD),
        rate: fc.double({ min: -1, max: 1, noNaN: true }).map((rate) => rate + 0),
        late: fc.integer({ min: 0, max: 29_999 }),
        rank: fc.nat(),
      }),
      { minLength: 1, maxLength: 50, selector: ({ ts }) => ts },
    );
    fc.assert(
      fc.property(rates, (list) => {
        const shuffled = list.toSorted((a, b) => a.rank - b.rank);
        const content = shuffled.map(({ ts, rate, late }) => `${ts + late},${rate}`).join('\n');
        const expected = list.map(({ ts, rate }) => ({ ts, rate })).toSorted((a, b) => a.ts - b.ts);
        expect(read(content)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
