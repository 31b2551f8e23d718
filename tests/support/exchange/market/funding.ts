import { Random } from '../../../../shared/random.ts';

const HOUR_MS = 3_600_000;
export const FUNDING_HOURS = 8;
const PERIOD_MS = FUNDING_HOURS * HOUR_MS;
/** Rates are whole units of 1e-8 as a fraction. */
export const FRACTION_DECIMALS = 8;
/** The same units as percent. */
export const PERCENT_DECIMALS = 6;

/** Funding of one symbol: settled at 00, 08 and 16 UTC; what will be charged next moves until then. */
export class FundingCalendar {
  private readonly seed: number;
  private readonly stream: number;

  constructor(seed: number, stream: number) {
    this.seed = seed;
    this.stream = stream;
  }

  /** The settlement at or before a time, and the one after it, ms UTC. */
  lastTime(now: number): number {
    return Math.floor(now / PERIOD_MS) * PERIOD_MS;
  }

  nextTime(now: number): number {
    return this.lastTime(now) + PERIOD_MS;
  }

  /** Rate charged at a settlement, in units of 1e-8 (a fraction). */
  rateAt(settlement: number): number {
    return Math.floor(this.noise(settlement / PERIOD_MS).uniform(-2000, 9000));
  }

  /** What the next settlement would charge: it changes every minute and ends at what is charged. */
  expectedRate(now: number): number {
    const next = this.nextTime(now);
    const wobble = this.noise(Math.floor(now / 60_000)).uniform(-500, 500) * ((next - now) / PERIOD_MS);
    return this.rateAt(next) + Math.round(wobble);
  }

  /** Settlements from `from` on and below `before`, newest first, at most `limit`. */
  settlements(from: number, before: number, limit: number): number[] {
    const times: number[] = [];
    for (let time = this.lastTime(before - 1); time >= from && times.length < limit; time -= PERIOD_MS) {
      times.push(time);
    }
    return times;
  }

  private noise(number: number): Random {
    return new Random(this.seed + number, this.stream + 2000);
  }
}
