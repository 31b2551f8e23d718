/** Count, mean and spread of a stream of numbers in constant memory (Welford 1962); stable where sums of squares are not. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 };

export function withValue({ count, mean, squares }: Moments, value: number): Moments {
  const shift = value - mean;
  const nextMean = mean + shift / (count + 1);
  return { count: count + 1, mean: nextMean, squares: squares + shift * (value - nextMean) };
}

/** Standard deviation with n − 1; 0 for fewer than two values. */
export function sampleDeviation({ count, squares }: Moments): number {
  return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
}
