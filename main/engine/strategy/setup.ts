import type { SetupName, StrategyConfig } from '../../../shared/config/strategy.ts';
import type { Instrument } from '../../../shared/instrument.ts';
import type { Candle, Direction } from '../../../shared/market.ts';
import type { Ticks } from '../../../shared/money.ts';
import type { MarketIndicators } from '../indicators/market-indicators.ts';
import type { Trend } from './stages/market-intake.ts';

/** What a setup may look at: the closed candle, the indicators and the prices a market order would get now. */
export interface MarketView {
  readonly candle: Candle;
  readonly indicators: MarketIndicators;
  readonly trend: Trend;
  /** Reference of a market BUY and SELL before slippage, rounded to the tick against the trader. */
  readonly buyReference: Ticks;
  readonly sellReference: Ticks;
}

/** A trade that a setup proposes. */
export interface Candidate {
  readonly setup: SetupName;
  readonly direction: Direction;
  readonly type: 'market' | 'limit';
  readonly entry: Ticks;
  readonly stop: Ticks;
  readonly target: Ticks;
}

/** A pattern in the market. It sees closed candles only and keeps no state of its own. */
export interface Setup {
  readonly name: SetupName;
  /** The trade this candle calls for, if any. */
  detect(market: MarketView): Candidate | undefined;
}

/** Makes a setup from its strategy; `undefined` when the strategy has it switched off. */
export type SetupFactory = (strategy: StrategyConfig, instrument: Instrument) => Setup | undefined;

/** A bracket measured from a rounded entry: the stop `risk` ticks behind it, the target `reward` ticks before it. */
export function bracket(
  entry: Ticks,
  direction: Direction,
  distance: { readonly risk: number; readonly reward: number },
  round: (ticks: number) => Ticks,
): { readonly stop: Ticks; readonly target: Ticks } {
  return { stop: round(entry - direction * distance.risk), target: round(entry + direction * distance.reward) };
}
