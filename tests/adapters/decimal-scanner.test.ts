import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalScanner } from '../../main/adapters/replay/decimal-scanner.ts';

/** What the scanner reads from one line, and whether it took it. */
function scan(line: string, count: number): { taken: boolean; values: number[]; position: number } {
  const scanner = new DecimalScanner();
  scanner.bytes = new TextEncoder().encode(line);
  const values = new Float64Array(count);
  const taken = scanner.readToLineEnd(values, 0, count);
  return { taken, values: [...values], position: scanner.position };
}

const digits = (max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: max }).map((list) => list.join(''));

describe('the decimal scanner', () => {
  it('reads what Number reads, to the last bit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(digits(9), digits(9)), { minLength: 1, maxLength: 6 }), (parts) => {
        const texts = parts.map(([whole, fraction]) => (fraction === '' ? whole : `${whole}.${fraction}`));
        const line = `${texts.join(',')}\n`;
        const isPlain = parts.every(([whole, fraction]) => {
          const length = whole.length + fraction.length;
          return length > 0 && length <= 15;
        });
        const { taken, values, position } = scan(line, texts.length);
        expect(taken).toBe(isPlain);
        if (isPlain) expect({ values, position }).toEqual({ values: texts.map(Number), position: line.length });
        else expect(position).toBe(0);
      }),
    );
  });

  it('takes LF and CRLF', () => {
    expect(scan('1,2.5\n', 2)).toEqual({ taken: true, values: [1, 2.5], position: 6 });
    expect(scan('1,2.5\r\n', 2)).toEqual({ taken: true, values: [1, 2.5], position: 7 });
  });

  it.each([
    '1\n',
    '1,2,3\n',
    '1,2\r',
    '1,2\r3\n',
    '-1,2\n',
    '1,+2\n',
    '1, 2\n',
    '1,2e3\n',
    ',2\n',
    '1,\n',
    '1,.\n',
    '1,2.3.4\n',
    '\n',
  ])('leaves %j to the reader of texts', (line) => {
    expect(scan(line, 2)).toMatchObject({ taken: false, position: 0 });
  });
});
