/** A straight mapping of values to coordinates. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  at(value: number): number;
}

/** Maps [from, to] to [start, end]; an empty range is widened so that its value lies in the middle. */
export function linearScale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const isEmpty = !(to > from);
  const low = isEmpty ? from - (Math.abs(from) || 1) * 0.01 : from;
  const high = isEmpty ? from + (Math.abs(from) || 1) * 0.01 : to;
  const factor = (end - start) / (high - low);
  return { from: low, to: high, at: (value) => start + (value - low) * factor };
}

/** Smallest and largest of the values, of any number of them, and of those given besides. */
export function extent(values: Iterable<number>, ...besides: readonly number[]): readonly [number, number] {
  let low = Math.min(...besides);
  let high = Math.max(...besides);
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Round values inside a range, at most about `count`: steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(
  from: number,
  to: number,
  count: number,
): { readonly ticks: readonly number[]; readonly step: number } {
  const raw = (to - from) / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return { ticks: [from], step: 1 };
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const values = Array.from({ length: Math.ceil(count) + 2 }, (_, index) => (first + index) * step + 0);
  const ticks = values.filter((value) => value <= to + step * 1e-9);
  return { ticks, step };
}

/** A tick's label: as many decimals as its step needs. */
export function tickLabel(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(Math.min(8, decimals));
}

/** Coordinates to a tenth of a unit, without trailing zeros. */
export function xy(value: number): string {
  return String(Math.round(value * 10) / 10);
}
