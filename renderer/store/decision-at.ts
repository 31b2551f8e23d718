import type { DecisionMade } from '../../shared/events.ts';
import type { Recorded } from '../../shared/session-view.ts';
import { countBefore } from '../chart/bar-window.ts';
import { chartText } from '../text/chart.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';

/** The decision on the candle that opened at `moment`, in a list that is oldest first. */
export function decisionAt(
  decisions: readonly Recorded<DecisionMade>[],
  moment: number,
): Recorded<DecisionMade> | undefined {
  const found = decisions[countBefore(decisions, moment, ({ open_time }) => open_time)];
  return found?.open_time === moment ? found : undefined;
}

/** What came of a candle, and the first reason when nothing did, in words. */
export function decisionWords({ outcome, reason }: Pick<DecisionMade, 'outcome' | 'reason'>): string {
  if (outcome === 'order') return chartText.card.order;
  return `${chartText.card.noOrder} ${words(TEXT.decisionReason, reason)}`;
}
