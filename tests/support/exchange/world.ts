import type { Faults } from './faults/faults.ts';
import type { Market } from './market/market.ts';
import type { Profile } from './profile.ts';
import type { BlockList } from './sockets/block-list.ts';
import type { Stats } from './stats.ts';
import type { Dice } from './time/dice.ts';
import type { Timers } from './time/timers.ts';

/** What every part of one exchange shares. */
export interface World {
  readonly profile: Profile;
  readonly faults: Faults;
  readonly timers: Timers;
  readonly dice: Dice;
  readonly stats: Stats;
  readonly blocks: BlockList;
  /** By symbol. */
  readonly markets: ReadonlyMap<string, Market>;
  /** Secret by API key. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly log: (line: string) => void;
  /** The time the exchange believes it is, ms UTC; all trades up to it have happened. */
  now(): number;
}

/** The market of a symbol in either case ("btcusdt" is accepted, and answered with "BTCUSDT"). */
export function marketOf(world: World, symbol: string): Market | undefined {
  return world.markets.get(symbol.toUpperCase());
}
