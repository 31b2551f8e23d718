import type { TradeSpan } from './trade-spans.ts';

/** Open time of the entry candle of the trade before (-1) or after (1) a moment; of the last trade when none is picked. */
export function tradeBeside(
  spans: readonly TradeSpan[],
  moment: number | null,
  { step, intervalMs }: { readonly step: -1 | 1; readonly intervalMs: number },
): number | undefined {
  const entries = spans.map(({ from }) => Math.floor(from / intervalMs) * intervalMs);
  if (moment === null) return entries.at(-1);
  return step === 1 ? entries.find((entry) => entry > moment) : entries.findLast((entry) => entry < moment);
}
