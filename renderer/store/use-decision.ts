import { useEffect, useState } from 'react';
import type { DecisionMade } from '../../shared/events.ts';
import { decisionAt } from './decision-at.ts';
import { useAccess, useWorkstation } from './workstation-context.tsx';

/** The decision on the candle that opened at `moment`; null when none is known, undefined while it is being looked up. */
export function useDecision(moment: number): DecisionMade | null | undefined {
  const { source } = useAccess();
  const decisions = useWorkstation((state) => state.view.decisions);
  const [found, setFound] = useState<{ readonly moment: number; readonly decision: DecisionMade | null } | null>(null);
  const inView = decisionAt(decisions, moment);
  const first = decisions[0]?.open_time ?? Number.POSITIVE_INFINITY;
  // what is newer than the view's first is in the view, or is not there
  const isElsewhere = inView === undefined && (moment < first || source.isPast);
  useEffect(() => {
    if (!isElsewhere) return;
    let isWanted = true;
    void source.decisions(moment, moment + 1).then(([decision]) => {
      if (isWanted) setFound({ moment, decision: decision ?? null });
    });
    return () => {
      isWanted = false;
    };
  }, [source, moment, isElsewhere]);
  if (inView !== undefined) return inView;
  if (!isElsewhere) return null;
  return found?.moment === moment ? found.decision : undefined;
}
