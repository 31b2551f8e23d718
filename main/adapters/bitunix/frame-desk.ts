import type { ExchangeClock } from './exchange-clock.ts';
import type { DataFrame, KlinePush } from './frames.ts';
import type { LiveChannel } from './liveness.ts';

/** A push that claims to come from later than this is not believed. */
const FUTURE_MS = 2000;
const TS = /"ts"\s*:\s*"?(\d{13})/;

export interface FrameDeskParts {
  /** Upper case. */
  readonly symbol: string;
  readonly stepMs: number;
  readonly klineChannel: string;
  readonly clock: Pick<ExchangeClock, 'now' | 'notePush'>;
}

/** Where sound frames go. */
export interface FrameReceiver {
  kline(frame: KlinePush): void;
  book(ts: number, bid: number | null, ask: number | null): void;
  traded(ts: number, price: number): void;
  /** A funding rate (fraction) that was charged. */
  settled(at: number, rate: number): void;
  /** A channel brought something new. */
  fresh(channel: LiveChannel): void;
}

/** Sorts frames to those who want them, passes over foreign and future ones, and tells new data from repeated ones. */
export class FrameDesk {
  private readonly parts: FrameDeskParts;
  private readonly receiver: FrameReceiver;
  private readonly newest = new Map<LiveChannel, number>();
  private newestBucket = 0;
  /** Frames from the future so far. */
  fromFuture = 0;

  constructor(parts: FrameDeskParts, receiver: FrameReceiver) {
    this.parts = parts;
    this.receiver = receiver;
  }

  /** Hands a frame on. Returns its channel when it is newer than what the channel brought before. */
  data(frame: DataFrame): LiveChannel | undefined {
    const { symbol, clock } = this.parts;
    if (frame.kind !== 'tickers' && frame.symbol !== '' && frame.symbol !== symbol) return undefined;
    if (frame.kind === 'kline' && frame.channel !== this.parts.klineChannel) return undefined;
    clock.notePush(frame.ts);
    if (frame.ts > clock.now() + FUTURE_MS) {
      this.fromFuture++;
      return undefined;
    }
    const channel = frame.kind === 'tickers' ? 'ticker' : frame.kind;
    const isNew = frame.ts > (this.newest.get(channel) ?? 0) && !isEmptyBook(frame);
    if (isNew) {
      this.newest.set(channel, frame.ts);
      this.receiver.fresh(channel);
    }
    this.hand(frame);
    return isNew ? channel : undefined;
  }

  /** A new connection may come from another machine with another clock. */
  forgetTimes(): void {
    this.newest.clear();
  }

  /** Without parsing it: true for a push that belongs to a later candle than any before, and thus closes one. */
  closesCandle(text: string): boolean {
    const { klineChannel, stepMs, clock } = this.parts;
    if (!text.includes(klineChannel)) return false;
    const ts = Number(TS.exec(text)?.[1] ?? 0);
    const bucket = Math.floor(ts / stepMs) * stepMs;
    if (bucket <= this.newestBucket || ts > clock.now() + FUTURE_MS) return false;
    this.newestBucket = bucket;
    return true;
  }

  private hand(frame: DataFrame): void {
    const { receiver } = this;
    switch (frame.kind) {
      case 'kline':
        receiver.kline(frame);
        break;
      case 'depth':
        receiver.book(frame.ts, frame.bid, frame.ask);
        break;
      case 'ticker':
        receiver.traded(frame.ts, frame.last);
        break;
      case 'tickers': {
        const row = frame.rows.find((candidate) => candidate.symbol === this.parts.symbol);
        if (row === undefined) break;
        receiver.traded(frame.ts, row.last);
        receiver.book(frame.ts, row.bid, row.ask);
        break;
      }
      case 'price':
        if (frame.settledAt !== null && frame.settledRate !== null)
          receiver.settled(frame.settledAt, frame.settledRate);
        break;
      case 'trade': {
        const newest = frame.trades.reduce((best, trade) => (trade.ts >= best.ts ? trade : best));
        receiver.traded(frame.ts, newest.price);
        break;
      }
    }
  }
}

/** An unknown or delisted contract sends one window of empty levels (fact sheet 5.2); that is no sign of life. */
function isEmptyBook(frame: DataFrame): boolean {
  return frame.kind === 'depth' && frame.bid === null && frame.ask === null;
}
