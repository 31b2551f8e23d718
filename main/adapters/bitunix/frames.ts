import { z } from 'zod';
import { amount, decimal, percentToFraction, price, timestamp } from './wire-values.ts';

/** Frames of the public WebSocket, read as tolerantly as section 8 of the fact sheet asks: whole or not at all. */

const optionalDecimal = decimal.nullish().catch(null);
const optionalTime = timestamp.nullish().catch(null);

/** `data` is an object, in some versions a list with it. The last one is the newest. */
function one<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value.at(-1) : value), schema);
}

const header = { symbol: z.string().optional(), ts: timestamp };
const volumes = { b: amount, q: amount.nullish() };

const klineFrame = z.object({ ...header, data: one(z.object({ o: price, c: price, h: price, l: price, ...volumes })) });

const tickerData = z.object({ s: z.string().optional(), la: price, r: optionalDecimal });
const tickerFrame = z.object({ ...header, data: one(tickerData) });

const priceText = z.union([z.literal(''), price]);
const tickersRow = tickerData.extend({ s: z.string(), bd: priceText.nullish(), ak: priceText.nullish() });
const tickersFrame = z.object({ ts: timestamp, data: z.array(tickersRow) });

const priceData = z.object({
  mp: price,
  ip: optionalDecimal,
  fr: optionalDecimal,
  ft: optionalTime,
  nft: optionalTime,
});
const priceFrame = z.object({ ...header, data: one(priceData) });

const tradeRow = z.object({ t: timestamp, p: price, v: amount, s: z.string().optional() });
const tradeFrame = z.object({
  ...header,
  data: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(tradeRow).min(1)),
});

/** An empty text for a price means that there is no such level. */
const depthLevel = z.tuple([priceText, z.union([z.literal(''), amount])]).rest(z.unknown());
const depthFrame = z.object({ ...header, data: one(z.object({ b: z.array(depthLevel), a: z.array(depthLevel) })) });

const opFrame = z.object({
  op: z.string(),
  ping: z.unknown().optional(),
  pong: z.unknown().optional(),
  data: z.unknown().optional(),
});

export interface FrameHead {
  /** Upper case; empty when the frame carried none. */
  readonly symbol: string;
  /** Time of the push, ms UTC. */
  readonly ts: number;
}

export interface KlinePush extends FrameHead {
  readonly kind: 'kline';
  readonly channel: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Coins, cumulative over the running candle. */
  readonly volume: number;
}

export type DataFrame =
  | KlinePush
  | (FrameHead & { readonly kind: 'depth'; readonly bid: number | null; readonly ask: number | null })
  | (FrameHead & { readonly kind: 'ticker'; readonly last: number })
  | {
      readonly kind: 'tickers';
      readonly ts: number;
      readonly rows: readonly {
        readonly symbol: string;
        readonly last: number;
        readonly bid: number | null;
        readonly ask: number | null;
      }[];
    }
  | (FrameHead & {
      readonly kind: 'price';
      readonly mark: number;
      readonly index: number | null;
      /** Rate of the last settlement, fraction, and when that was; the next settlement. */
      readonly settledRate: number | null;
      readonly settledAt: number | null;
      readonly nextAt: number | null;
    })
  | (FrameHead & {
      readonly kind: 'trade';
      readonly trades: readonly { readonly ts: number; readonly price: number; readonly size: number }[];
    });

export type ControlFrame =
  | { readonly kind: 'connect' }
  | { readonly kind: 'pong' }
  /** The exchange wants an answer with this value. */
  | { readonly kind: 'ping'; readonly value: unknown }
  /** An acknowledgement or a refusal, which may or may not come. */
  | { readonly kind: 'reply'; readonly op: string; readonly isRefused: boolean }
  | { readonly kind: 'unknown'; readonly channel: string };

/** Reads one text frame; undefined when it is malformed in any part. */
export function readFrame(text: string): DataFrame | ControlFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if ('ch' in value) return typeof value.ch === 'string' ? readData(value.ch, value) : undefined;
  const op = opFrame.safeParse(value);
  return op.success ? readControl(op.data) : undefined;
}

function readData(channel: string, value: object): DataFrame | ControlFrame | undefined {
  if (channel.startsWith('market_kline_')) return readKline(channel, value);
  if (channel.startsWith('depth_book')) return readDepth(value);
  switch (channel) {
    case 'ticker': {
      const frame = tickerFrame.safeParse(value).data;
      // Where the two differ, the inner symbol is right (fact sheet 5.5).
      return frame && { kind: 'ticker', ...headOf(frame, frame.data.s), last: frame.data.la };
    }
    case 'tickers': {
      const frame = tickersFrame.safeParse(value).data;
      return frame && { kind: 'tickers', ts: frame.ts, rows: frame.data.map(tickerRow) };
    }
    case 'price':
      return readPrice(value);
    case 'trade': {
      const frame = tradeFrame.safeParse(value).data;
      const trades = frame?.data.map(({ t, p, v }) => ({ ts: t, price: p, size: v }));
      return frame && trades && { kind: 'trade', ...headOf(frame), trades };
    }
    default:
      return { kind: 'unknown', channel };
  }
}

function readKline(channel: string, value: object): DataFrame | undefined {
  const frame = klineFrame.safeParse(value).data;
  if (frame === undefined) return undefined;
  const { o, h, l, c, b } = frame.data;
  return { kind: 'kline', channel, ...headOf(frame), open: o, high: h, low: l, close: c, volume: b };
}

/** Best first, a complete window each time: it replaces, it is not merged (fact sheet 5.9). */
function readDepth(value: object): DataFrame | undefined {
  const frame = depthFrame.safeParse(value).data;
  if (frame === undefined) return undefined;
  return {
    kind: 'depth',
    ...headOf(frame),
    bid: levelPrice(frame.data.b[0]?.[0]),
    ask: levelPrice(frame.data.a[0]?.[0]),
  };
}

function readPrice(value: object): DataFrame | undefined {
  const frame = priceFrame.safeParse(value).data;
  if (frame === undefined) return undefined;
  const { mp, ip, fr, ft, nft } = frame.data;
  return {
    kind: 'price',
    ...headOf(frame),
    mark: mp,
    index: ip ?? null,
    settledRate: fr === null || fr === undefined ? null : percentToFraction(fr),
    settledAt: ft ?? null,
    nextAt: nft ?? null,
  };
}

/** The answer to our ping also says `op: "ping"`; what tells it apart is its `pong` (fact sheet 5.3). */
function readControl({ op, ping, pong, data }: z.output<typeof opFrame>): ControlFrame {
  if (op === 'connect') return { kind: 'connect' };
  if (op === 'pong' || (op === 'ping' && pong !== undefined)) return { kind: 'pong' };
  if (op === 'ping') return { kind: 'ping', value: ping };
  const result = typeof data === 'object' && data !== null && 'result' in data ? data.result : true;
  return { kind: 'reply', op, isRefused: result === false };
}

function tickerRow({ s, la, bd, ak }: z.output<typeof tickersRow>) {
  return { symbol: s.toUpperCase(), last: la, bid: levelPrice(bd), ask: levelPrice(ak) };
}

function levelPrice(value: number | '' | null | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function headOf(frame: { symbol?: string | undefined; ts: number }, symbol = frame.symbol): FrameHead {
  return { symbol: (symbol ?? '').toUpperCase(), ts: frame.ts };
}
