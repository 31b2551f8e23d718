import type { Timers } from '../time/timers.ts';
import { type FaultName, type Faults, resetFault, setFault } from './faults.ts';

/** `name=value`, `name=value@20` (20 s from now) or `name=value@20+12` (and back to the default 12 s later). */
const PLAN = /^(\w+)=(.*?)(?:@(\d+(?:\.\d+)?)(?:\+(\d+(?:\.\d+)?))?)?$/;

/** Sets a fault switch now or for a while later, as a line of text says. Throws when the line can't be understood. */
export function scheduleFault(timers: Timers, faults: Faults, plan: string): void {
  const [, name = '', value = '', after, duration] = PLAN.exec(plan.trim()) ?? [];
  setFault({ ...faults }, name, value);
  timers.after(Number(after ?? 0) * 1000, () => {
    setFault(faults, name, value);
    if (duration === undefined) return;
    timers.after(Number(duration) * 1000, () => resetFault(faults, name as FaultName));
  });
}
