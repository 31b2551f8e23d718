import { busiestSecond } from './time/rate-window.ts';

/** What clients did, so that a test can judge their manners. Times are ms on the clock that runs the timers. */

export interface RequestRecord {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly ip: string;
  /** HTTP status and `code` of the envelope; null if the connection was cut or the answer was not an envelope. */
  status: number | null;
  code: number | null;
}

export interface ClientFrame {
  readonly at: number;
  readonly kind: 'text' | 'binary' | 'ping' | 'pong';
  readonly text: string;
}

export interface SubscriptionRecord {
  readonly at: number;
  readonly op: 'subscribe' | 'unsubscribe';
  /** As "BTCUSDT market_kline_1min". */
  readonly channels: readonly string[];
}

export interface ConnectionRecord {
  readonly id: number;
  readonly path: '/public/' | '/private/';
  readonly ip: string;
  readonly openedAt: number;
  closedAt: number | null;
  /** Who ended it, and with what close code (1006: none). */
  closedBy: 'client' | 'exchange' | null;
  closeCode: number | null;
  readonly received: ClientFrame[];
  /** Times of JSON pings. */
  readonly pings: number[];
  readonly subscriptions: SubscriptionRecord[];
  sentFrames: number;
}

/** idle: no ping in time; rate: too many frames; protocolPing: as first frame; block: the IP may not connect for a while. */
export type Offence = 'idle' | 'rate' | 'protocolPing' | 'block';

export interface Punishment {
  readonly at: number;
  readonly offence: Offence;
  readonly ip: string;
  readonly connection: number;
}

export class Stats {
  readonly requests: RequestRecord[] = [];
  readonly connections: ConnectionRecord[] = [];
  readonly punishments: Punishment[] = [];

  /** When requests arrived whose path ends with this. */
  requestTimes(pathEnd: string): number[] {
    return this.requests.filter(({ path }) => path.endsWith(pathEnd)).map(({ at }) => at);
  }

  /** The endpoint that was asked most within one second, and how often. */
  busiestEndpoint(): { readonly path: string; readonly requests: number } {
    let busiest = { path: '', requests: 0 };
    for (const path of new Set(this.requests.map((request) => request.path))) {
      const requests = busiestSecond(this.requests.filter((request) => request.path === path).map(({ at }) => at));
      if (requests > busiest.requests) busiest = { path, requests };
    }
    return busiest;
  }

  /** Most client frames within one second on any connection. */
  busiestConnection(): number {
    return Math.max(0, ...this.connections.map(({ received }) => busiestSecond(received.map(({ at }) => at))));
  }
}
