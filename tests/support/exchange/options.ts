import type { Faults } from './faults/faults.ts';
import type { Profile } from './profile.ts';
import type { ExchangeClock } from './time/exchange-clock.ts';

export interface ExchangeOptions {
  /** The machine's clock, or a ManualClock that a test moves. */
  readonly clock?: ExchangeClock;
  /** 0 (default) takes any free port. */
  readonly port?: number;
  /** Decides prices, volumes, funding and the dice of faults. */
  readonly seed?: number;
  /** Price of BTCUSDT at the start. */
  readonly startPrice?: number;
  /** Market seconds in a second of the clock. Everything the exchange dates runs ahead then; limits and cadences do not. */
  readonly speed?: number;
  readonly profile?: Partial<Profile>;
  readonly faults?: Partial<Faults>;
  /** Secrets by API key, for signed calls and logins. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Told of connections and punishments. */
  readonly log?: (line: string) => void;
}
