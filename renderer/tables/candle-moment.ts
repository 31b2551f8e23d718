import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type CandleGrid, gridOf, openTimeOf } from '../candle-grid.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';
import { useCalm } from './use-calm.ts';

/** What is needed to say to which candle a time belongs. */
export interface CandleScale {
  readonly grid: CandleGrid;
  /** Open time (ms UTC) of the last candle there is. */
  readonly last: number;
}

/** Open time (ms UTC) of the candle in which `timestamp` (ISO) lies, the last one for what comes after; `undefined` for no time. */
export function candleMoment(timestamp: string, { grid, last }: CandleScale): number | undefined {
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? undefined : Math.min(last, openTimeOf(ms, grid));
}

const lastOf = ({ openBar, view }: WorkstationState) => openBar?.t ?? view.bars.at(-1)?.t ?? Number.POSITIVE_INFINITY;

/** The scale of the session that is shown; candles of a minute while there is none. */
export function useCandleScale(): CandleScale {
  const grid = useWorkstation(useShallow((state) => gridOf(state.session)));
  const last = useCalm(lastOf);
  return useMemo(() => ({ grid, last }), [grid, last]);
}
