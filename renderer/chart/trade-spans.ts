import type { PositionStatus } from '../../shared/session-status.ts';
import type { SessionViewState } from '../../shared/session-view.ts';
import { type CandleGrid, openTimeOf } from '../candle-grid.ts';
import { toNumber } from '../format/figures.ts';
import type { WorkstationState } from '../store/workstation-state.ts';

/** A trade as it lies on the chart. Times in ms UTC of the market, prices as numbers. */
export interface TradeSpan {
  readonly id: number;
  readonly isLong: boolean;
  readonly from: number;
  readonly entry: number;
  /** Null while the trade is open. */
  readonly exit: {
    readonly at: number;
    readonly price: number;
    readonly pnl: number;
    readonly r: number | undefined;
  } | null;
  /** Null when its fill is no longer known. */
  readonly stop: number | null;
  readonly target: number | null;
}

export interface TradeRecords {
  readonly fills: SessionViewState['fills'];
  readonly exits: SessionViewState['exits'];
  /** Of a session that still runs. */
  readonly position: PositionStatus | null;
}

export function tradeRecords({ view, session }: Pick<WorkstationState, 'view' | 'session'>): TradeRecords {
  const position = session?.state === 'stopped' ? null : (session?.position ?? null);
  return { fills: view.fills, exits: view.exits, position };
}

/** Closed trades and the open one, by entry. */
export function tradeSpans({ fills, exits, position }: TradeRecords): TradeSpan[] {
  const brackets = new Map(fills.filter(({ reduce_only }) => !reduce_only).map((fill) => [fill.trade_id, fill]));
  const spans: TradeSpan[] = exits.map((exit) => {
    const bracket = brackets.get(exit.trade_id);
    return {
      id: exit.trade_id,
      isLong: exit.side === 'LONG',
      from: Date.parse(exit.entry_ts),
      entry: Number(exit.entry_price),
      exit: {
        at: Date.parse(exit.exit_ts),
        price: Number(exit.price),
        pnl: Number(exit.pnl),
        r: toNumber(exit.r_multiple),
      },
      stop: toNumber(bracket?.stop) ?? null,
      target: toNumber(bracket?.target) ?? null,
    };
  });
  if (position !== null) {
    spans.push({
      id: position.trade_id,
      isLong: position.side === 'LONG',
      from: position.entry_time,
      entry: Number(position.entry_price),
      exit: null,
      stop: toNumber(position.stop) ?? null,
      target: toNumber(position.target) ?? null,
    });
  }
  return spans.sort((one, other) => one.from - other.from);
}

/** Whether a trade was open at some time during the candle that opened at `moment`. */
export function wasOpen({ from, exit }: Pick<TradeSpan, 'from' | 'exit'>, moment: number, grid: CandleGrid): boolean {
  return openTimeOf(from, grid) <= moment && (exit === null || openTimeOf(exit.at, grid) >= moment);
}
