import { formatScaled } from '../../../shared/decimal.ts';
import type { ExecutionExit, ExecutionFill } from '../../../shared/events.ts';
import type { Instrument } from '../../../shared/instrument.ts';
import { positionSide } from '../../../shared/market.ts';
import { addMoney, formatMoney, type Money, money, type Ticks } from '../../../shared/money.ts';
import type { ExitReason } from '../../../shared/stop-reason.ts';
import { toIso } from '../../../shared/time.ts';
import type { Position } from './position.ts';

export interface ExitFill {
  readonly price: Ticks;
  readonly fee: Money;
  readonly ts: number;
  readonly index: number;
  readonly reason: ExitReason;
}

export interface ClosedTrade {
  /** Before fees and funding. */
  readonly gross: Money;
  /** Gross − all fees + funding. */
  readonly pnl: Money;
  readonly event: ExecutionExit;
}

/** Takes every lot of a position out first in, first out at one exit price, and works out its round trip. */
export function closeTrade(position: Position, fill: ExitFill, instrument: Instrument): ClosedTrade {
  const { opening, funding } = position;
  const lots = position.lots.lots;
  const riskMoney = position.riskMoney;
  const entryPrice = instrument.formatAverage(position.lots.cost, lots);
  const excursion = (tickLots: number) => formatMoney(money(Math.round(tickLots) * instrument.tickLotValue));
  const mae = excursion(position.worstTickLots);
  const mfe = excursion(position.bestTickLots);
  const taken = position.lots.take(lots);
  const gross = money((fill.price * lots - taken.cost) * opening.direction * instrument.tickLotValue);
  const fees = addMoney(taken.fees, fill.fee);
  const pnl = money(gross - fees + funding);
  const rMultiple = ratioText(pnl, riskMoney);
  const barsOpen = fill.index - opening.entryIndex;
  return {
    gross,
    pnl,
    event: {
      event: 'ExecutionExit',
      trade_id: opening.tradeId,
      side: positionSide(opening.direction),
      setup: opening.setup,
      reason: fill.reason,
      qty: instrument.formatQty(lots),
      price: instrument.formatPrice(fill.price),
      entry_ts: toIso(opening.entryTs),
      entry_price: entryPrice,
      exit_ts: toIso(fill.ts),
      gross_pnl: formatMoney(gross),
      fees: formatMoney(fees),
      funding: formatMoney(funding),
      pnl: formatMoney(pnl),
      r_multiple: rMultiple,
      bars_open: barsOpen,
      mae,
      mfe,
      tags: coachTags(Number(rMultiple), barsOpen),
    },
  };
}

/** pnl / risk to 4 decimals, half away from zero; "0" when there was no risk to divide by. */
function ratioText(pnl: Money, risk: Money): string {
  if (risk === 0) return '0';
  const doubled = BigInt(Math.abs(pnl)) * 20_000n + BigInt(risk);
  const scaled = doubled / (2n * BigInt(risk));
  return formatScaled(pnl < 0 ? -scaled : scaled, 4);
}

/** What a coach would note about a closed trade. */
function coachTags(rMultiple: number, barsOpen: number): string[] {
  const tags: string[] = [];
  if (rMultiple <= -0.9 && barsOpen <= 3) tags.push('stopped_fast');
  if (rMultiple >= 1) tags.push('followed_plan_profit');
  return tags;
}

/** Order type behind an exit reason. */
export function exitOrderType(reason: ExitReason): ExecutionFill['type'] {
  switch (reason) {
    case 'TP':
      return 'take_profit';
    case 'SL':
    case 'SL_GAP':
    case 'SL_CONSERVATIVE':
    case 'TRAIL':
    case 'TRAIL_GAP':
      return 'stop';
    default:
      return 'market';
  }
}
