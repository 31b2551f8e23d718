import { formatSeconds } from '../../../../shared/performance/figure-text.ts';
import { inlineDecimal, twoDecimals } from '../markup/figures.ts';
import { type Html, type HtmlValue, html } from '../markup/html.ts';
import type { TradeRow } from '../reading/trades-file.ts';

/** What a trade typically and at the extremes came to: sizes of wins and losses, streaks, time held. */
export function tradeFacts(trades: readonly TradeRow[]): Html {
  const wins = trades.filter(({ pnlUnits }) => pnlUnits > 0);
  const losses = trades.filter(({ pnlUnits }) => pnlUnits < 0);
  const byResult = trades.toSorted((a, b) => a.pnlUnits - b.pnlUnits);
  const [won, lost] = [meanOf(wins, pnlOf), meanOf(losses, pnlOf)];
  const facts: readonly (readonly [string, HtmlValue])[] = [
    ['Average win', won === null ? 'no win' : `${twoDecimals(won)} USDT`],
    ['Average loss', lost === null ? 'no loss' : `${twoDecimals(lost)} USDT`],
    ['Average win / loss', won === null || lost === null ? 'n/a' : twoDecimals(won / -lost)],
    ['Best trade', trade(byResult.at(-1))],
    ['Worst trade', trade(byResult[0])],
    ['Most wins in a row', longestStreak(trades, ({ pnlUnits }) => pnlUnits > 0)],
    ['Most losses in a row', longestStreak(trades, ({ pnlUnits }) => pnlUnits < 0)],
    ['Held on average', held(trades, '')],
    ['Wins held', held(wins, 'no win')],
    ['Losses held', held(losses, 'no loss')],
  ];
  return html`<dl class="facts five">${facts.map(([name, value]) => html`<div><dt>${name}<dd>${value}</div>`)}</dl>`;
}

/** The longest row of trades, one after the other, of which something is true. */
export function longestStreak(trades: readonly TradeRow[], isPart: (trade: TradeRow) => boolean): number {
  let longest = 0;
  let streak = 0;
  for (const trade of trades) {
    streak = isPart(trade) ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}

function pnlOf({ pnlUnits }: TradeRow): number {
  return pnlUnits / 1e8;
}

function held(trades: readonly TradeRow[], none: string): string {
  const mean = meanOf(trades, ({ entryAt, exitAt }) => (exitAt - entryAt) / 1000);
  return mean === null ? none : formatSeconds(mean);
}

function meanOf(trades: readonly TradeRow[], value: (trade: TradeRow) => number): number | null {
  if (trades.length === 0) return null;
  return trades.reduce((sum, trade) => sum + value(trade), 0) / trades.length;
}

function trade(row: TradeRow | undefined): HtmlValue {
  return row === undefined ? '' : html`${inlineDecimal(row.pnl)} USDT <small>#${row.trade_id}</small>`;
}
