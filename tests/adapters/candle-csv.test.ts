import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openCandleCsv } from '../../main/adapters/replay/candle-csv.ts';
import { Failure } from '../../shared/failure.ts';
import type { Interval } from '../../shared/interval.ts';
import type { Candle } from '../../shared/market.ts';

const folder = mkdtempSync(join(tmpdir(), 'candle-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const T0 = Date.UTC(2024, 11, 1);
const MINUTE = 60_000;
const FILE = join(folder, 'data.csv');

function write(content: string | Uint8Array): string {
  writeFileSync(FILE, content);
  return FILE;
}

function candle(minute: number, close = 100): Candle {
  return { openTime: T0 + minute * MINUTE, open: 100, high: Math.max(101, close), low: 99, close, volume: 1.5 };
}

function row({ openTime, open, high, low, close, volume }: Candle, time: number | string = openTime): string {
  return [time, open, high, low, close, volume].join(',');
}

function rowsOf(...minutes: number[]): string {
  return minutes.map((minute) => `${row(candle(minute))}\n`).join('');
}

function read(path: string, afterOpenTime?: number): Candle[] {
  return [...openCandleCsv(path).batches(afterOpenTime)].flat();
}

/** The sentence that refuses a file, without the folder. */
function refusal(content: string | Uint8Array, interval?: Interval): string {
  return complaintOf(() => openCandleCsv(write(content), { interval }));
}

function complaintOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    const { code, message } = error as Failure;
    expect(code).toBe('bad_data');
    return message.replace(folder, '').replace(/^[/\\]/, '');
  }
  throw new Error('was accepted');
}

describe('a candle file', () => {
  it('gives its candles and the facts about them', () => {
    const content = `ts_ms,open,high,low,close,volume\n${rowsOf(0, 1, 2)}`;
    const file = openCandleCsv(write(content));
    const { batches, ...facts } = file;
    expect(facts).toEqual({
      path: FILE,
      interval: '1m',
      rows: 3,
      duplicates: 0,
      holes: { count: 0, missing: 0, first: null },
      firstOpenTime: T0,
      lastOpenTime: T0 + 2 * MINUTE,
      sha256: createHash('sha256').update(content).digest('hex'),
      isSorted: true,
    });
    expect([...batches()].flat()).toEqual([candle(0), candle(1), candle(2)]);
  });

  it.each([
    ['without header', rowsOf(0, 1)],
    ['with CRLF', `ts_ms,open,high,low,close,volume\n${rowsOf(0, 1)}`.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFFts_ms,open,high,low,close,volume\n${rowsOf(0, 1)}`],
    ['with a byte order mark and no header', `\uFEFF${rowsOf(0, 1)}`],
    ['without final newline', rowsOf(0, 1).trimEnd()],
    ['without final newline after CRLF', rowsOf(0, 1).replace('\n', '\r\n').trimEnd()],
    ['with empty lines', `\n${rowsOf(0)}\n\r\n${rowsOf(1)}\n\n`],
    ['with spaces around fields', rowsOf(0, 1).replaceAll(',', ' ,\t')],
    ['with another name for the time and capitals', `Date,Open,HIGH,low,close,Volume\n${rowsOf(0, 1)}`],
    ['with plus signs and exponents', rowsOf(0, 1).replaceAll(',1.5', ',+15e-1').replaceAll(',100,', ',1.0E2,')],
  ])('is read %s', (_, content) => {
    expect(read(write(content))).toEqual([candle(0), candle(1)]);
  });

  it('drops identical rows, compared as numbers', () => {
    const again = `${T0 / 1000},100.0,101.000,99,1e2,1.50\n`;
    const file = openCandleCsv(write(rowsOf(0) + again + rowsOf(1, 1) + again + rowsOf(0)));
    expect(file).toMatchObject({ rows: 2, duplicates: 4, isSorted: false });
    expect([...file.batches()].flat()).toEqual([candle(0), candle(1)]);
  });

  it('counts holes and passes over them', () => {
    const file = openCandleCsv(write(rowsOf(0, 3, 4, 5, 10)));
    expect(file.holes).toEqual({ count: 2, missing: 6, first: { openTime: T0 + MINUTE, line: 2 } });
    expect(file).toMatchObject({ interval: '1m', rows: 5 });
    expect(openCandleCsv(write(rowsOf(0, 1, 3))).holes.first).toEqual({ openTime: T0 + 2 * MINUTE, line: 3 });
  });

  it.each<[Interval, number[]]>([
    ['1m', [0]],
    ['5m', [0, 5, 10]],
    ['5m', [0, 15, 20]],
    ['1h', [0, 60]],
    ['1d', [0, 1440, 4320]],
  ])('has the interval %s for rows at minutes %j', (interval, minutes) => {
    expect(openCandleCsv(write(rowsOf(...minutes))).interval).toBe(interval);
  });

  it('takes a given interval, to which longer steps are holes', () => {
    const file = openCandleCsv(write(rowsOf(0, 5, 10)), { interval: '1m' });
    expect(file).toMatchObject({ interval: '1m', holes: { count: 2, missing: 8 } });
    expect(openCandleCsv(write(rowsOf(0)), { interval: '4h' }).interval).toBe('4h');
  });

  it('goes on after a given open time', () => {
    const path = write(rowsOf(0, 1, 2, 3));
    expect(read(path, T0 + MINUTE)).toEqual([candle(2), candle(3)]);
    expect(read(path, T0 + 3 * MINUTE)).toEqual([]);
    expect(read(write(rowsOf(2, 0, 1)), T0)).toEqual([candle(1), candle(2)]);
  });

  it('is read as often as wanted, also by two readers at once', () => {
    const batches = openCandleCsv(write(rowsOf(0, 1, 2))).batches();
    const first = batches[Symbol.iterator]();
    expect(first.next().value).toHaveLength(3);
    expect([...batches].flat()).toEqual([candle(0), candle(1), candle(2)]);
  });

  it('is read across the windows and batches of a large file', () => {
    const candles = Array.from({ length: 20_000 }, (_, i) => ({ ...candle(i), volume: i / 7 }));
    const path = write(candles.map((each) => `${row(each)}\n`).join(''));
    expect(read(path)).toEqual(candles);
    const longest = Math.max(...[...openCandleCsv(path).batches()].map((batch) => batch.length));
    expect(longest).toBeLessThanOrEqual(1024);
  });
});

describe('a file that is refused', () => {
  const EXPECTED = 'expected a text file with rows ts_ms,open,high,low,close,volume';
  const A_ROW = 'a row has 6: ts_ms,open,high,low,close,volume';
  const TIMES = 'allowed are seconds, milliseconds or ISO 8601, years 2000 to 2099';
  const SOUND = 'allowed are 0 < low ≤ open, close ≤ high and volume ≥ 0';
  const second = (fields: string) => `${rowsOf(0)}${fields}\n`;
  const at1 = T0 + MINUTE;

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', `data.csv: is empty; ${EXPECTED}`],
    ['blank', '\n \r\n', `data.csv: is empty; ${EXPECTED}`],
    ['a byte order mark alone', '\uFEFF', `data.csv: is empty; ${EXPECTED}`],
    ['a header alone', 'ts_ms,open,high,low,close,volume', `data.csv: has a header but no rows; ${EXPECTED}`],
    [
      'a header in another order',
      `ts_ms,open,close,high,low,volume\n${rowsOf(0)}`,
      'data.csv, line 1: column 3 is "close"; the header must be ts_ms,open,high,low,close,volume',
    ],
    [
      'binary',
      Uint8Array.from([0x1f, 0x8b, 0x08, 0x00, 0xff]),
      'data.csv, line 1: is not UTF-8 text; a row is ts_ms,open,high,low,close,volume',
    ],
    [
      'zero bytes in the middle',
      second('\0\0\0\0'),
      'data.csv, line 2: is not UTF-8 text; a row is ts_ms,open,high,low,close,volume',
    ],
    ['one line without end', 'x'.repeat(600_000), `data.csv, line 1: has 1 column; ${A_ROW}`],
    ['a column too few', second(`${at1},100,101,99,100`), `data.csv, line 2: has 5 columns; ${A_ROW}`],
    ['a column too many', second(`${at1},100,101,99,100,1,1`), `data.csv, line 2: has 7 columns; ${A_ROW}`],
    ['a row cut short', rowsOf(0) + rowsOf(1).slice(0, 16), `data.csv, line 2: has 2 columns; ${A_ROW}`],
    ['another separator', rowsOf(0).replaceAll(',', ';'), `data.csv, line 1: has 1 column; ${A_ROW}`],
    [
      'quotes',
      second(`"${at1}",100,101,99,100,1`),
      'data.csv, line 2: has quotes; a row is ts_ms,open,high,low,close,volume, without quotes',
    ],
    ['no time', second('yesterday,100,101,99,100,1'), `data.csv, line 2: "yesterday" is not a time; ${TIMES}`],
    ['a line broken behind its time', second(`${at1}\n,100,101,99,100,1`), `data.csv, line 2: has 1 column; ${A_ROW}`],
    ['an empty time', second(',100,101,99,100,1'), `data.csv, line 2: "" is not a time; ${TIMES}`],
    ['a time too early', second('1,100,101,99,100,1'), `data.csv, line 2: "1" is not a time; ${TIMES}`],
    ['microseconds', second(`${at1}000,100,101,99,100,1`), `data.csv, line 2: "${at1}000" is not a time; ${TIMES}`],
    ['a negative time', second('-60000,100,101,99,100,1'), `data.csv, line 2: "-60000" is not a time; ${TIMES}`],
    [
      'text in a price',
      second(`${at1},100,101,99,abc,1`),
      'data.csv, line 2: close "abc" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'text behind a price',
      second(`${at1},100,101x,99,100,1`),
      'data.csv, line 2: high "101x" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'an empty price',
      second(`${at1},,101,99,100,1`),
      'data.csv, line 2: open "" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'NaN',
      second(`${at1},100,101,99,NaN,1`),
      'data.csv, line 2: close "NaN" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'Infinity',
      second(`${at1},100,Infinity,99,100,1`),
      'data.csv, line 2: high "Infinity" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'hexadecimal',
      second(`${at1},100,101,99,100,0x10`),
      'data.csv, line 2: volume "0x10" is not a number; allowed is a decimal like 96440.5',
    ],
    [
      'a long text',
      second(`${at1},100,101,99,100,${'z'.repeat(500)}`),
      `data.csv, line 2: volume "${'z'.repeat(40)}…" is not a number; allowed is a decimal like 96440.5`,
    ],
    ['NaN in its first row', 'NaN,NaN,NaN,NaN,NaN,NaN', `data.csv, line 1: "NaN" is not a time; ${TIMES}`],
    ['a price of zero', second(`${at1},100,101,0,100,1`), `data.csv, line 2: low must be a positive number; ${SOUND}`],
    [
      'a negative price',
      second(`${at1},100,101,99,-100,1`),
      `data.csv, line 2: close must be a positive number; ${SOUND}`,
    ],
    [
      'a price beyond all numbers',
      second(`${at1},100,1e999,99,100,1`),
      `data.csv, line 2: high must be a positive number; ${SOUND}`,
    ],
    [
      'a price beyond exact money',
      second(`${at1},100,90000001,99,100,1`),
      'data.csv, line 2: a number is too large; allowed are prices up to 90000000 and volumes up to 1000000000000',
    ],
    ['high below low', second(`${at1},100,98,99,100,1`), `data.csv, line 2: high is below low; ${SOUND}`],
    ['high below open', second(`${at1},102,101,99,100,1`), `data.csv, line 2: high is below open or close; ${SOUND}`],
    ['low above close', second(`${at1},100,101,99,98,1`), `data.csv, line 2: low is above open or close; ${SOUND}`],
    [
      'a negative volume',
      second(`${at1},100,101,99,100,-1`),
      `data.csv, line 2: volume must be zero or more; ${SOUND}`,
    ],
    [
      'two rows of one time',
      rowsOf(0, 1) + row(candle(1, 100.5)),
      'data.csv, line 3: differs from line 2, which opens at the same time 2024-12-01T00:01:00.000Z; a time may have one row only',
    ],
    [
      'two rows of one time far apart',
      rowsOf(0, 1, 2, 3) + row(candle(1, 100.5)),
      'data.csv, line 5: differs from line 2, which opens at the same time 2024-12-01T00:01:00.000Z; a time may have one row only',
    ],
    [
      'rows two minutes apart',
      rowsOf(0, 4, 6),
      'data.csv, line 3: opens 2 min after line 2, and no interval is that long; known are 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d',
    ],
    [
      'a row off the grid',
      rowsOf(0, 3, 6) + rowsOf(10, 13),
      'data.csv, line 4: opens 4 min after line 3; candles of 3m are a multiple of 3m apart',
    ],
    [
      'an unsorted row off the grid',
      rowsOf(13, 10) + rowsOf(0, 3, 6),
      'data.csv, line 2: opens 4 min after line 5; candles of 3m are a multiple of 3m apart',
    ],
    [
      'seconds off the grid',
      rowsOf(0, 1) + row(candle(0), T0 + 150_000),
      'data.csv, line 3: opens 90 s after line 2; candles of 1m are a multiple of 1m apart',
    ],
  ])('%s', (_, content, sentence) => {
    expect(refusal(content)).toBe(sentence);
  });

  it('for steps that are shorter than the given interval', () => {
    expect(refusal(rowsOf(0, 5, 6), '5m')).toBe(
      'data.csv, line 3: opens 1 min after line 2; candles of 5m are a multiple of 5m apart',
    );
  });

  it('names the line also after a header, empty lines, CRLF and many rows', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${row(candle(i))}\r\n`).join('');
    const content = `ts_ms,open,high,low,close,volume\r\n\r\n${rows}oops\r\n`;
    expect(refusal(content)).toBe(`data.csv, line 30003: has 1 column; ${A_ROW}`);
  });

  it('when there is none, or no file', () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    expect(complaintOf(() => openCandleCsv(join(folder, 'none.csv')))).toBe(`none.csv: no such file; ${EXPECTED}`);
    expect(complaintOf(() => openCandleCsv(join(folder, 'sub')))).toBe(`sub: is a folder; ${EXPECTED}`);
    expect(complaintOf(() => openCandleCsv(join(write(rowsOf(0)), 'x')))).toMatch(/cannot be read \(ENOTDIR\)|no such/);
  });

  it('when it has changed since it was checked', () => {
    const file = openCandleCsv(write(rowsOf(0, 1)));
    write(rowsOf(0, 1, 2));
    expect(complaintOf(() => [...file.batches()])).toBe('data.csv: has changed since it was checked; start again');
  });
});

/** Candles at random distances with prices of random decimals. */
const series = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 3 }),
      prices: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 4, maxLength: 4 }),
      scale: fc.constantFrom(1, 10, 100, 1e5),
      volume: fc.double({ min: 0, max: 1e6, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let openTime = T0;
    return steps.map(({ step, prices, scale, volume }): Candle => {
      openTime += step * MINUTE;
      const [low = 0, open = 0, close = 0, high = 0] = prices.toSorted((a, b) => a - b).map((price) => price / scale);
      return { openTime, open, high, low, close, volume };
    });
  });

const TIME_FORMATS: readonly ((ms: number) => string)[] = [
  (ms) => String(ms),
  (ms) => String(ms / 1000),
  (ms) => new Date(ms).toISOString(),
  (ms) => new Date(ms).toISOString().replace('.000Z', 'Z'),
  (ms) => new Date(ms).toISOString().replace('T', ' ').replace('.000Z', ''),
  (ms) => new Date(ms + 2 * 3_600_000).toISOString().replace('.000Z', '+02:00'),
];

describe('whatever the order and the formats, the same candles', () => {
  it('holds for shuffled and repeated rows', () => {
    fc.assert(
      fc.property(series, fc.infiniteStream(fc.nat()), (candles, numbers) => {
        const next = () => numbers.next().value ?? 0;
        const lines = candles.flatMap((each) => (next() % 4 === 0 ? [row(each), row(each)] : [row(each)]));
        const shuffled = lines
          .map((line) => ({ line, rank: next() }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ line }) => line);
        const file = openCandleCsv(write(shuffled.join('\n')), { interval: '1m' });
        expect([...file.batches()].flat()).toEqual(candles);
        expect(file.duplicates).toBe(lines.length - candles.length);
        const last = candles.at(-1)?.openTime ?? 0;
        expect(file.holes.missing).toBe((last - (candles[0]?.openTime ?? 0)) / MINUTE + 1 - candles.length);
      }),
      { numRuns: 60 },
    );
  });

  it('holds for every way to write times and line ends, and from any row on', () => {
    fc.assert(
      fc.property(series, fc.infiniteStream(fc.nat()), fc.nat(), (candles, numbers, cut) => {
        const next = () => numbers.next().value ?? 0;
        const lines = candles.map((each) => {
          const format = TIME_FORMATS[next() % TIME_FORMATS.length];
          return row(each, format?.(each.openTime));
        });
        const header = next() % 2 === 0 ? ['ts_ms,open,high,low,close,volume'] : [];
        const lineEnd = next() % 2 === 0 ? '\n' : '\r\n';
        const content = [...header, ...lines].join(lineEnd) + (next() % 2 === 0 ? lineEnd : '');
        const file = openCandleCsv(write(next() % 2 === 0 ? content : `\uFEFF${content}`), { interval: '1m' });
        expect([...file.batches()].flat()).toEqual(candles);
        const after = candles[cut % candles.length]?.openTime ?? 0;
        expect([...file.batches(after)].flat()).toEqual(candles.filter(({ openTime }) => openTime > after));
      }),
      { numRuns: 60 },
    );
  });
});
