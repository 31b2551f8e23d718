import { useMemo } from 'react';
import { intervalMs, isInterval } from '../../shared/interval.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';
import { useCalm } from './use-calm.ts';

/** What is needed to say to which candle a time belongs. */
export interface CandleScale {
  /** Length of a candle in ms. */
  readonly lengthMs: number;
  /** Open time (ms UTC) of the last candle there is. */
  readonly last: number;
}

/** Open time (ms UTC) of the candle in which `timestamp` (ISO) lies, the last one for what comes after; `undefined` for no time. */
export function candleMoment(timestamp: string, { lengthMs, last }: CandleScale): number | undefined {
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? undefined : Math.min(last, Math.floor(ms / lengthMs) * lengthMs);
}

const lastOf = ({ openBar, view }: WorkstationState) => openBar?.t ?? view.bars.at(-1)?.t ?? Number.POSITIVE_INFINITY;

/** The scale of the session that is shown; candles of a minute while there is none. */
export function useCandleScale(): CandleScale {
  const interval = useWorkstation((state) => state.session?.interval ?? '1m');
  const last = useCalm(lastOf);
  return useMemo(() => ({ lengthMs: intervalMs(isInterval(interval) ? interval : '1m'), last }), [interval, last]);
}
