import { useCallback, useEffect, useRef, useState } from 'react';
import { KEPT } from '../../shared/session-view.ts';
import { useAccess, useDesk } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';
import type { Decision } from './decision-facts.ts';
import { useCalm } from './use-calm.ts';

/** Decisions held at once; of a longer run the oldest are let go of. */
const MOST = 20_000;

export interface DecisionPages {
  /** Oldest first. */
  readonly decisions: readonly Decision[];
  /** Whether there may be older ones. */
  readonly hasOlder: boolean;
  readonly isFetching: boolean;
  /** Asks for the page before the oldest one, unless that is under way. */
  readonly fetchOlder: () => void;
}

const decisionsOf = ({ view }: WorkstationState) => view.decisions;

/** The decisions of the view, and before them those that were asked for: by scrolling to the end, or by picking an older candle. */
export function useDecisions(): DecisionPages {
  const { source } = useAccess();
  const fresh = useCalm(decisionsOf);
  const moment = useDesk((state) => state.moment);
  const [held, setHeld] = useState(fresh);
  const [isExhausted, setExhausted] = useState(false);
  const [isFetching, setFetching] = useState(false);
  const decisions = joined(held, fresh);
  if (decisions !== held) setHeld(decisions);
  const hasOlder = !isExhausted && decisions.length >= KEPT.decisions && decisions.length < MOST;
  const first = decisions[0]?.open_time;
  const isAsking = useRef(false);
  const fetchOlder = useCallback(async () => {
    if (!hasOlder || first === undefined || isAsking.current) return;
    isAsking.current = true;
    setFetching(true);
    const page = await source.decisions(0, first).catch(() => []);
    setHeld((now) => (now[0]?.open_time === first ? [...page, ...now] : now));
    setExhausted(page.length === 0);
    setFetching(false);
    isAsking.current = false;
  }, [source, first, hasOlder]);
  useEffect(() => {
    if (moment !== null && first !== undefined && moment < first) void fetchOlder();
  }, [moment, first, fetchOlder]);
  return { decisions, hasOlder, isFetching, fetchOlder };
}

/** What is held with what the view has beyond it; only the view's when something in between is missing. */
function joined(held: readonly Decision[], fresh: readonly Decision[]): readonly Decision[] {
  const last = held.at(-1)?.seq ?? 0;
  const newest = fresh.at(-1)?.seq ?? 0;
  const isOlderKept = (held[0]?.seq ?? 0) < (fresh[0]?.seq ?? 0) && held.length > KEPT.decisions;
  if (newest === last && held.length >= fresh.length) return held;
  if (!isOlderKept || newest < last || (fresh[0]?.seq ?? 0) > last) return fresh;
  return [...held, ...fresh.filter(({ seq }) => seq > last)].slice(-MOST);
}
