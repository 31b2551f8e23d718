/** Best of some runs, in things per second: the least disturbed one says most about the code. */
export function bestRate(things: number, runs: number, work: () => void): number {
  let best = 0;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    best = Math.max(best, (things / (performance.now() - start)) * 1000);
  }
  return best;
}

/** "1,234,567/s". */
export function rateText(rate: number): string {
  return `${Math.round(rate).toLocaleString('en-US')}/s`;
}
