/** One look at the process. */
export interface Sample {
  /** Memory that is reachable, after a collection, MB. */
  readonly heapMb: number;
  readonly rssMb: number;
  /** Open file handles and sockets. */
  readonly handles: number;
  /** 99 of 100 turns of the event loop were no later than this, ms. */
  readonly lagMs: number;
}

export interface Verdict {
  readonly isFlat: boolean;
  /** One line for each figure: how it was in the second and in the last quarter. */
  readonly lines: readonly string[];
}

interface Allowance {
  readonly name: keyof Sample;
  readonly unit: string;
  /** How much more the last quarter may show, given the second. */
  readonly more: (before: number) => number;
}

/** The metrics that are kept for metrics.json swing between 50,000 and 100,000 rows: that much memory is no leak. */
const ALLOWANCES: readonly Allowance[] = [
  { name: 'heapMb', unit: 'MB', more: (before) => Math.max(40, before * 0.25) },
  { name: 'rssMb', unit: 'MB', more: (before) => Math.max(120, before * 0.4) },
  { name: 'handles', unit: '', more: () => 3 },
  { name: 'lagMs', unit: 'ms', more: (before) => Math.max(60, before) },
];

/** Compares the second quarter with the last: the first one is warm-up. Needs eight samples. */
export function judgeFlatness(samples: readonly Sample[]): Verdict {
  if (samples.length < 8) return { isFlat: false, lines: [`only ${samples.length} samples: too short to tell`] };
  const quarter = Math.floor(samples.length / 4);
  let isFlat = true;
  const lines = ALLOWANCES.map(({ name, unit, more }) => {
    const before = median(samples.slice(quarter, 2 * quarter).map((sample) => sample[name]));
    const after = median(samples.slice(-quarter).map((sample) => sample[name]));
    const isFine = after <= before + more(before);
    isFlat &&= isFine;
    return `${isFine ? 'flat ' : 'GROWS'} ${name.padEnd(8)} ${round(before)} -> ${round(after)} ${unit}`.trimEnd();
  });
  return { isFlat, lines };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
