import { intervalMs, isInterval } from '../../shared/interval.ts';
import { useWorkstation } from '../store/workstation-context.tsx';

/** Open time (ms UTC) of the candle in which `timestamp` (ISO) lies; `undefined` for what is no time. */
export function candleMoment(timestamp: string, lengthMs: number): number | undefined {
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / lengthMs) * lengthMs;
}

/** Length in ms of the session's candles; a minute while there is no session. */
export function useIntervalMs(): number {
  const interval = useWorkstation((state) => state.session?.interval ?? '1m');
  return intervalMs(isInterval(interval) ? interval : '1m');
}
