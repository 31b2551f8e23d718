import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SleepWatch } from '../../main/desktop/sleep-watch.ts';
import type { PowerChange } from '../../main/session/session-input.ts';

/** A computer whose timers stand still while it sleeps. */
class Laptop {
  readonly told: PowerChange[] = [];
  readonly watch = new SleepWatch(
    (change) => this.told.push(change),
    () => this.wallMs,
  );
  private wallMs = 1_700_000_000_000;

  runs(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.wallMs += 1000;
      vi.advanceTimersByTime(1000);
    }
  }

  sleeps(ms: number): void {
    this.wallMs += ms;
  }
}

describe('the watch over sleep', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  });

  it('tells how long the computer slept, without what it still ran before', () => {
    const laptop = new Laptop();
    laptop.watch.suspend();
    laptop.runs(3);
    laptop.sleeps(3_600_000);
    laptop.watch.resume();
    laptop.runs(200);
    expect(laptop.told).toEqual([{ kind: 'suspended' }, { kind: 'resumed', asleepMs: 3_600_000 }]);
  });

  it('takes a computer that runs on for a minute for awake, whether it slept meanwhile or not', () => {
    const calledOff = new Laptop();
    calledOff.watch.suspend();
    calledOff.runs(59);
    expect(calledOff.told).toEqual([{ kind: 'suspended' }]);
    calledOff.runs(100);
    expect(calledOff.told).toEqual([{ kind: 'suspended' }, { kind: 'resumed', asleepMs: 0 }]);

    const untold = new Laptop();
    untold.watch.suspend();
    untold.runs(5);
    untold.sleeps(28_800_000);
    untold.runs(55);
    expect(untold.told.at(-1)).toEqual({ kind: 'resumed', asleepMs: 28_800_000 });
  });

  it('tells each of two sleeps, and nothing once it is disposed', () => {
    const laptop = new Laptop();
    for (const ms of [60_000, 120_000]) {
      laptop.watch.suspend();
      laptop.sleeps(ms);
      laptop.watch.resume();
    }
    laptop.watch.suspend();
    laptop.watch.dispose();
    laptop.runs(100);
    expect(laptop.told.map((change) => (change.kind === 'resumed' ? change.asleepMs : change.kind))).toEqual([
      'suspended',
      60_000,
      'suspended',
      120_000,
      'suspended',
    ]);
  });
});
