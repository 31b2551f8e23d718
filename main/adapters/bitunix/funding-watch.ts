import { FUNDING_PERIOD_MS } from '../../../shared/time.ts';
import type { MarketInput } from '../../session/ports.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import type { FundingForecast, FundingSettlement, MarketApi } from './market-api.ts';

const REFRESH_MS = 300_000;
/** Looked at once more this long before a settlement, and this long after it for what was charged. */
const BEFORE_MS = 20_000;
const AFTER_MS = 5000;
const RETRY_MS = 30_000;
const DAY_MS = 86_400_000;

export interface FundingParts {
  readonly api: Pick<MarketApi, 'fundingForecast' | 'fundingHistory'>;
  readonly symbol: string;
  readonly clock: Pick<ExchangeClock, 'now'>;
  push(inputs: readonly MarketInput[]): void;
  outcome(operation: string, error: unknown): void;
}

/** Keeps the session's funding rates fresh: the forecast for the next settlement, and what the past one charged. */
export class FundingWatch {
  private readonly parts: FundingParts;
  private readonly told = new Map<number, number>();
  private dueAt = Number.NEGATIVE_INFINITY;
  private isBusy = false;
  private settlementAt: number | null = null;

  constructor(parts: FundingParts) {
    this.parts = parts;
  }

  /** Asks the exchange when it is time. */
  tick(): void {
    const now = this.parts.clock.now();
    if (this.isBusy || now < this.dueAt) return;
    this.isBusy = true;
    void this.refresh(now).finally(() => {
      this.isBusy = false;
    });
  }

  /** A rate that was charged, as the exchange pushes it with prices. */
  settled(at: number, rate: number): void {
    const age = this.parts.clock.now() - at;
    if (age >= -AFTER_MS && age <= DAY_MS) this.tell(at, rate);
  }

  private async refresh(now: number): Promise<void> {
    const { api, symbol, clock, outcome } = this.parts;
    this.dueAt = now + RETRY_MS;
    try {
      const passed = this.settlementAt !== null && this.settlementAt <= now;
      const [forecast, history] = await Promise.all([
        api.fundingForecast(symbol),
        passed ? api.fundingHistory({ symbol, limit: 3 }) : Promise.resolve<FundingSettlement[]>([]),
      ]);
      outcome('funding', null);
      for (const { at, rate } of history) this.settled(at, rate);
      this.settlementAt = nextSettlement(forecast, clock.now());
      this.tell(this.settlementAt, forecast.rate);
      this.dueAt = this.nextLook(clock.now(), this.settlementAt);
    } catch (error) {
      outcome('funding', error);
    }
  }

  private nextLook(now: number, settlement: number): number {
    const moments = [now + REFRESH_MS, settlement - BEFORE_MS, settlement + AFTER_MS];
    return Math.min(...moments.filter((moment) => moment > now));
  }

  private tell(at: number, rate: number): void {
    if (this.told.get(at) === rate) return;
    this.told.set(at, rate);
    for (const old of this.told.keys()) if (old < at - DAY_MS) this.told.delete(old);
    this.parts.push([{ kind: 'funding', ts: at, rate }]);
  }
}

/** The settlement a forecast is for; junk is replaced by the next one of its grid. */
function nextSettlement({ nextAt, intervalMs }: FundingForecast, now: number): number {
  if (nextAt !== null && nextAt > now - AFTER_MS && nextAt <= now + DAY_MS) return nextAt;
  const period = intervalMs > 0 ? intervalMs : FUNDING_PERIOD_MS;
  return Math.floor(now / period) * period + period;
}
