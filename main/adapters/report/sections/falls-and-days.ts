import { formatSeconds } from '../../../../shared/performance/figure-text.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { decimal, moment, momentOf, unitsText } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import { type DayResult, monthsOf } from '../reading/day-results.ts';
import type { EquityCurve } from '../reading/equity-curve.ts';
import type { Fall, Falls } from '../reading/falls.ts';
import type { TradeRow } from '../reading/trades-file.ts';
import { signedBar } from './signed-bar.ts';

/** With more days than these they are folded under their months. */
const MAX_UNFOLDED_DAYS = 45;
const MIN_DAYS = 2;

/** The worst drawdowns, and what each day and month brought. */
export function fallsAndDaysSection(curve: EquityCurve, trades: readonly TradeRow[]): Html | null {
  const { falls, days } = curve;
  if (falls === null || days === null) return null;
  const all = days.all;
  const daily = all.length < MIN_DAYS ? null : daysBlock(all, trades);
  return html`<section id="periods"><h2>Drawdowns${daily === null ? null : ' and returns'}</h2>${fallsBlock(falls)}${daily}</section>`;
}

function fallsBlock(falls: Falls): Html {
  const { deepest, count } = falls;
  if (count === 0) return html`<p class="none">At no close of a candle was equity below its peak.</p>`;
  const columns: readonly Column<Fall>[] = [
    { head: 'Depth, %', kind: 'number f6', cell: (fall) => decimal(percentText(fall.fraction)) },
    { head: 'USDT', kind: 'number', cell: (fall) => decimal(unitsText(BigInt(fall.amount))) },
    { head: 'Left its peak (UTC)', kind: 'text', cell: (fall) => momentOf(fall.from) },
    { head: 'Lowest', kind: 'text', cell: (fall) => momentOf(fall.lowestAt) },
    {
      head: 'Recovered',
      kind: 'text',
      cell: (fall) => (fall.recoveredAt === null ? 'not by the end' : momentOf(fall.recoveredAt)),
    },
    { head: 'Fell for', kind: 'text', cell: (fall) => formatSeconds((fall.lowestAt - fall.from) / 1000) },
    {
      head: 'Back after',
      kind: 'text',
      cell: (fall) => (fall.recoveredAt === null ? '' : formatSeconds((fall.recoveredAt - fall.from) / 1000)),
    },
  ];
  const words = count > deepest.length ? `The ${deepest.length} deepest of ${count}.` : `All ${count}.`;
  return html`${table(columns, deepest, { className: 'falls nowrap' })}<p class="fine">${words} Equity marked to market at each closed candle, from leaving its peak until it was back at it.</p>`;
}

/** A share as percent to the digit of `final_report.json`: 1e-6. */
function percentText(fraction: number): string {
  return String(Math.round(fraction * 1e8) / 1e6);
}

interface Period extends DayResult {
  readonly name: string;
  readonly trades: number;
}

function daysBlock(days: readonly DayResult[], trades: readonly TradeRow[]): Html {
  const named = days.map(
    (day): Period => ({
      ...day,
      name: momentOf(day.ts).slice(0, 10),
      trades: closedIn(trades, day.ts, day.ts + DAY_MS),
    }),
  );
  const table = periodTable('Day (UTC)', named);
  const words = html`<p class="fine">A return is from the last mark of the day before to the last of this one; a mark at exactly 00:00 UTC belongs to the day it ends. Trades are counted where they closed.</p>`;
  if (days.length <= MAX_UNFOLDED_DAYS) return html`<h3>By day</h3>${table}${words}`;
  const months = monthsOf(days).map((month): Period => {
    const date = new Date(month.ts);
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    return { ...month, name: moment(date.toISOString()).slice(0, 7), trades: closedIn(trades, month.ts, end) };
  });
  return html`<h3>By month</h3>${periodTable('Month (UTC)', months)}<details><summary>By day <small>${days.length}</small></summary>${table}</details>${words}`;
}

function periodTable(head: string, periods: readonly Period[]): Html {
  const returnOf = ({ base, last }: Period) => (base > 0 ? (last - base) / base : 0);
  const widest = periods.reduce((max, period) => Math.max(max, Math.abs(returnOf(period))), 1e-9);
  const columns: readonly Column<Period>[] = [
    { head, kind: 'text', cell: (period) => period.name },
    { head: 'Return, %', kind: 'number f6', cell: (period) => decimal(percentText(returnOf(period))) },
    { head: '', kind: 'text', cell: (period) => signedBar(returnOf(period) / widest) },
    { head: 'PnL, USDT', kind: 'number', cell: (period) => decimal(unitsText(BigInt(period.last - period.base))) },
    { head: 'Equity at the end', kind: 'number', cell: (period) => decimal(unitsText(BigInt(period.last))) },
    { head: 'Lowest in it', kind: 'number', cell: (period) => decimal(unitsText(BigInt(period.lowest))) },
    { head: 'Trades', kind: 'number', cell: (period) => period.trades },
  ];
  return table(columns, periods, { className: 'periods nowrap', label: head });
}

/** Trades that closed in (from, to]: like marks, one at midnight belongs to the day it ends. */
function closedIn(trades: readonly TradeRow[], from: number, to: number): number {
  return trades.filter(({ exitAt }) => exitAt > from && exitAt <= to).length;
}
