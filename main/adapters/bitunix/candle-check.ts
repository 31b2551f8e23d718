import type { Candle } from '../../../shared/market.ts';

const KEPT = 50;

/** Names of the fields in which a built candle differs from the exchange's row. */
export function differences(built: Candle, row: Candle): string[] {
  return (['open', 'high', 'low', 'close', 'volume'] as const).filter((field) => built[field] !== row[field]);
}

/** Candles that were handed over as built, because REST did not answer in time; they are compared when it does. */
export class UnverifiedCandles {
  private readonly candles = new Map<number, Candle>();

  add(candle: Candle): void {
    this.candles.set(candle.openTime, candle);
    const oldest = this.candles.keys().next().value;
    if (this.candles.size > KEPT && oldest !== undefined) this.candles.delete(oldest);
  }

  /** The differences that these rows show. What was compared is forgotten. */
  compare(rows: readonly Candle[]): { readonly openTime: number; readonly fields: readonly string[] }[] {
    const found: { readonly openTime: number; readonly fields: readonly string[] }[] = [];
    for (const row of rows) {
      const built = this.candles.get(row.openTime);
      if (built === undefined) continue;
      this.candles.delete(row.openTime);
      const fields = differences(built, row);
      if (fields.length > 0) found.push({ openTime: row.openTime, fields });
    }
    return found;
  }

  /** Number of closed candles to ask for so that all of them are among the rows; `openTime` is the newest. */
  reach(openTime: number, stepMs: number): number {
    const oldest = this.candles.keys().next().value ?? openTime;
    return Math.min(KEPT, Math.round((openTime - oldest) / stepMs) + 1);
  }
}
