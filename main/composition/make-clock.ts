import { RealClock } from '../adapters/system/real-clock.ts';
import type { Clock } from '../session/ports.ts';
import { TimerQueue } from '../session/timer-queue.ts';
import { VirtualClock } from '../session/virtual-clock.ts';

/** `max`: virtual time from `startMs` on. N: the machine's clock times N, never before `notBefore`. */
export function makeClock(speed: number | 'max', startMs: number, notBefore: number): Clock {
  if (speed !== 'max') return new RealClock(new TimerQueue(), { startMs: Math.max(Date.now(), notBefore), speed });
  return new VirtualClock(Math.max(startMs, notBefore), {
    monotonicMs: () => performance.now(),
    yieldToHost: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
