import type { Clock } from '../../session/ports.ts';

/** What this adapter needs of time: the session's clock in a run, the machine's outside of one, a manual one in tests. */
export type Timers = Pick<Clock, 'now' | 'at'>;

/** The machine's clock, for work outside of a session (downloads, a look at the exchange before a start). */
export function hostTimers(): Timers {
  const base = Date.now() - performance.now();
  const now = () => Math.floor(base + performance.now());
  return {
    now,
    at(at, fire) {
      const handle = setTimeout(fire, Math.max(0, at - now()));
      return () => clearTimeout(handle);
    },
  };
}

/** Resolves after `ms`, or at once when `signal` is aborted; look at the signal afterwards. */
export function wait(timers: Timers, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timers.at(timers.now() + Math.max(0, ms), done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** The value of `work`, or undefined when it has not come within `ms`. A rejection counts as undefined. */
export function within<T>(timers: Timers, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = timers.at(timers.now() + ms, () => resolve(undefined));
    const settle = (value: T | undefined) => {
      cancel();
      resolve(value);
    };
    work.then(settle, () => settle(undefined));
  });
}
