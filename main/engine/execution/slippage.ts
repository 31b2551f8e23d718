import type { Direction } from '../../../shared/market.ts';

const IMPACT = 0.5;
const MAX_FACTOR = 3;

/**
 * Price after slippage, against the trader, before rounding to the tick:
 * reference × (1 ± slip_bps × min(1 + 0.5 × qty / meanVolume, 3)). A mean volume of 0 gives the largest factor.
 */
export function slippedPrice(
  reference: number,
  direction: Direction,
  slipBps: number,
  size: { readonly qty: number; readonly meanVolume: number },
): number {
  const factor = size.meanVolume > 0 ? Math.min(1 + (IMPACT * size.qty) / size.meanVolume, MAX_FACTOR) : MAX_FACTOR;
  return reference * (1 + (direction * slipBps * factor) / 10_000);
}
