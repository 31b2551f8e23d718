import type { PositionStatus } from '../../shared/session-status.ts';
import { toNumber } from '../format/figures.ts';

/** Where a position stands between its stop and its target. Prices in USDT, amounts in USDT, R of the first stop. */
export interface PositionStanding {
  readonly r: number | undefined;
  /** From the price to the nearer of stop and trail, signed. */
  readonly toStop: number;
  readonly toStopPct: number | undefined;
  readonly toTarget: number | undefined;
  /** What is left when the stop is reached, before costs: USDT and R. */
  readonly atStop: number;
  readonly atStopR: number | undefined;
  /** Shares of the way from the first stop to the target, 0 to 1: entry, price and the stop in effect. */
  readonly share: { readonly entry: number; readonly price: number; readonly stop: number } | undefined;
}

/** `undefined` while a figure that all others rest on is not known. */
export function standingOf(
  position: PositionStatus,
  trail: string | null,
  last: number | undefined,
): PositionStanding | undefined {
  const entry = toNumber(position.entry_price);
  const stop = toNumber(position.stop);
  const qty = toNumber(position.qty);
  const target = toNumber(position.target);
  const unrealised = toNumber(position.unrealised);
  if (entry === undefined || stop === undefined || qty === undefined || last === undefined || last === 0)
    return undefined;
  const direction = position.side === 'LONG' ? 1 : -1;
  const risk = Math.abs(entry - stop) * qty;
  const trailed = toNumber(trail) ?? stop;
  const active = direction === 1 ? Math.max(stop, trailed) : Math.min(stop, trailed);
  const atStop = (active - entry) * direction * qty;
  const inR = (amount: number) => (risk === 0 ? undefined : amount / risk);
  const shareOf = (price: number, end: number) => Math.min(1, Math.max(0, (price - stop) / (end - stop)));
  return {
    r: unrealised === undefined ? undefined : inR(unrealised),
    toStop: active - last,
    toStopPct: ((active - last) / last) * 100,
    toTarget: target === undefined ? undefined : target - last,
    atStop,
    atStopR: inR(atStop),
    share:
      target === undefined || target === stop
        ? undefined
        : { entry: shareOf(entry, target), price: shareOf(last, target), stop: shareOf(active, target) },
  };
}
