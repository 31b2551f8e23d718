const HANDSHAKE_MS = 10_000;
const SILENCE_MS = 10_000;
const KLINE_SILENCE_MS = 30_000;
const PONG_MS = 45_000;

/** Names of what a connection is judged by. */
export type LiveChannel = 'kline' | 'depth' | 'ticker' | 'price' | 'trade';

/** The signs of life of one connection. Times are own time in ms. */
export class Liveness {
  private readonly startedAt: number;
  private openedAt: number | null = null;
  private pongAt = 0;
  private readonly freshAt = new Map<LiveChannel, number>();
  private anyAt: number | null = null;

  constructor(now: number) {
    this.startedAt = now;
  }

  opened(now: number): void {
    this.openedAt = now;
    this.pongAt = now;
  }

  ponged(now: number): void {
    this.pongAt = now;
  }

  /** Notes fresh data. Returns the ms since the data before, 0 for the first. */
  fresh(channel: LiveChannel, now: number): number {
    const since = this.anyAt === null ? 0 : now - this.anyAt;
    this.anyAt = now;
    this.freshAt.set(channel, now);
    return since;
  }

  /** Why the connection must be given up, if it must. A pong is no data, and a talkative ticker is no kline. */
  fault(now: number): string | undefined {
    if (this.openedAt === null) return now - this.startedAt >= HANDSHAKE_MS ? 'no connection within 10 s' : undefined;
    if (now - (this.anyAt ?? this.openedAt) >= SILENCE_MS) return 'no data for 10 s';
    if (now - (this.freshAt.get('kline') ?? this.openedAt) >= KLINE_SILENCE_MS) return 'no candles for 30 s';
    return now - this.pongAt >= PONG_MS ? 'no pong for 45 s' : undefined;
  }

  get isOpen(): boolean {
    return this.openedAt !== null;
  }

  get hasData(): boolean {
    return this.anyAt !== null;
  }
}
