const SECOND_MS = 1000;

/** How many events a key had in the last second: the sliding window behind the limits of REST and of client frames. */
export class RateWindow {
  private readonly times = new Map<string, number[]>();

  /** Events of the last second; an event exactly one second ago no longer counts. */
  count(key: string, now: number): number {
    return this.recent(key, now).length;
  }

  add(key: string, now: number): void {
    this.recent(key, now).push(now);
  }

  private recent(key: string, now: number): number[] {
    const times = this.times.get(key) ?? [];
    while (times[0] !== undefined && times[0] <= now - SECOND_MS) times.shift();
    this.times.set(key, times);
    return times;
  }
}

/** Most events within any one second of ascending times. */
export function busiestSecond(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while ((times[first] ?? time) <= time - SECOND_MS) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
