import type { DecisionMade } from '../../shared/events.ts';
import { decisionAt } from './decision-at.ts';
import { useWorkstation } from './workstation-context.tsx';

/** The decision on the candle that opened at `moment`; null when none is known, undefined while it is being looked up. */
export function useDecision(moment: number): DecisionMade | null | undefined {
  const decisions = useWorkstation((state) => state.view.decisions);
  return decisionAt(decisions, moment) ?? null;
}
