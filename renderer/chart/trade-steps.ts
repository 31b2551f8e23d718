import { type CandleGrid, openTimeOf } from '../candle-grid.ts';
import type { TradeSpan } from './trade-spans.ts';

/** Open time of the entry candle of the trade before (-1) or after (1) a moment; of the last trade when none is picked. */
export function tradeBeside(
  spans: readonly TradeSpan[],
  moment: number | null,
  { step, grid }: { readonly step: -1 | 1; readonly grid: CandleGrid },
): number | undefined {
  const entries = spans.map(({ from }) => openTimeOf(from, grid));
  if (moment === null) return entries.at(-1);
  return step === 1 ? entries.find((entry) => entry > moment) : entries.findLast((entry) => entry < moment);
}
