import type { MALFORMED_KINDS } from '../faults/socket-faults.ts';

type MalformedKind = (typeof MALFORMED_KINDS)[number];

const HUGE_LEVELS = 60_000;

/** A frame that no client should accept, and none should fall over. */
export function malformedFrame(kind: MalformedKind, symbol: string, ts: number): string | Buffer {
  switch (kind) {
    case 'badJson':
      return `{"ch":"market_kline_1min","symbol":"${symbol}","ts":${ts},"data":{"o":"1","c":`;
    case 'wrongTypes':
      return JSON.stringify({
        ch: 'market_kline_1min',
        symbol,
        ts: 'soon',
        data: { o: {}, c: null, h: [], l: true, b: 'NaN', q: '1e999' },
      });
    case 'huge':
      return JSON.stringify({
        ch: 'depth_books',
        symbol,
        ts,
        data: { b: Array.from({ length: HUGE_LEVELS }, () => ['many', 'levels']), a: 'x' },
      });
    case 'binary':
      return Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    case 'notAnObject':
      return '[null, 42, "ticker"]';
    case 'deep':
      return `${'['.repeat(5000)}${']'.repeat(5000)}`;
    case 'empty':
      return '';
  }
}
