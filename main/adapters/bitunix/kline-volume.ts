import type { KlineRow } from './rest-schemas.ts';

type Verdict = 'straight' | 'swapped' | undefined;

/** How much nearer to one reading than to the other a row must be before it counts. */
const CLEAR = 4;

/**
 * Coin volumes of a page of rows. `quoteVol` and `baseVol` were swapped until some day in 2026 (fact sheet 3.1), so each row is
 * judged by value: the turnover is about the other one times the close. Rows that cannot tell (a price near 1, no volume) follow
 * the other rows, and without those the documentation.
 */
export function coinVolumes(rows: readonly KlineRow[]): number[] {
  const verdicts = rows.map(verdictOf);
  const swapped = verdicts.filter((verdict) => verdict === 'swapped').length;
  const straight = verdicts.filter((verdict) => verdict === 'straight').length;
  const majority: Verdict = swapped > straight ? 'swapped' : 'straight';
  return rows.map((row, index) => {
    const coins = (verdicts[index] ?? majority) === 'swapped' ? row.quoteVol : row.baseVol;
    return coins ?? 0;
  });
}

function verdictOf({ quoteVol = 0, baseVol = 0, close }: KlineRow): Verdict {
  if (quoteVol <= 0 || baseVol <= 0) return undefined;
  const straightError = Math.abs(quoteVol / (baseVol * close) - 1);
  const swappedError = Math.abs(baseVol / (quoteVol * close) - 1);
  if (straightError * CLEAR < swappedError) return 'straight';
  return swappedError * CLEAR < straightError ? 'swapped' : undefined;
}
