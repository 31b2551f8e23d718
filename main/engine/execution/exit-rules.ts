import type { Candle, Quote } from '../../../shared/market.ts';
import type { ExitReason } from '../../../shared/stop-reason.ts';
import type { Position } from './position.ts';

/** An exit that a price calls for: its reason and its reference price before slippage. */
export interface ExitCall {
  readonly reason: ExitReason;
  readonly reference: number;
}

/**
 * The first exit of a position within one closed candle, for the price tests 1 to 3 of the rules: gap through the
 * stop at the open, the stop, the target. A stop and a target in the same candle take the stop. In the candle in which a
 * limit order opened the position only the stop is tested.
 */
export function candleExit(position: Position, candle: Candle, index: number): ExitCall | undefined {
  const { direction, entryIndex, openedInsideCandle } = position.opening;
  const isLong = direction === 1;
  const stop = position.stopPrice;
  const target = position.targetPrice;
  const worst = isLong ? candle.low : candle.high;
  const stopHit = isLong ? worst <= stop : worst >= stop;
  if (openedInsideCandle && entryIndex === index) {
    if (!stopHit) return undefined;
    const gapped = isLong ? candle.open <= stop : candle.open >= stop;
    return gapped ? { reason: 'SL_GAP', reference: candle.open } : { reason: 'SL', reference: stop };
  }
  const targetHit = isLong ? candle.high >= target : candle.low <= target;
  if (stopHit) {
    const trailing = position.isTrailing;
    const gapped = isLong ? candle.open <= stop : candle.open >= stop;
    if (gapped) return { reason: trailing ? 'TRAIL_GAP' : 'SL_GAP', reference: candle.open };
    if (targetHit) return { reason: 'SL_CONSERVATIVE', reference: stop };
    return { reason: trailing ? 'TRAIL' : 'SL', reference: stop };
  }
  if (targetHit)
    return { reason: 'TP', reference: isLong ? Math.max(target, candle.open) : Math.min(target, candle.open) };
  return undefined;
}

/** The exit that a quote calls for: the bid closes a LONG, the ask a SHORT, at the quote itself. */
export function quoteExit(position: Position, quote: Quote): ExitCall | undefined {
  const isLong = position.opening.direction === 1;
  const price = isLong ? quote.bid : quote.ask;
  if (isLong ? price <= position.stopPrice : price >= position.stopPrice) {
    return { reason: position.isTrailing ? 'TRAIL' : 'SL', reference: price };
  }
  if (isLong ? price >= position.targetPrice : price <= position.targetPrice) return { reason: 'TP', reference: price };
  return undefined;
}
