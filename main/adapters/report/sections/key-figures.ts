import type { FinalReport } from '../../../../shared/final-report.ts';
import { parseMoney } from '../../../../shared/money.ts';
import {
  FIGURE_CONVENTIONS,
  type FigureName,
  formatFigure,
  formatSeconds,
} from '../../../../shared/performance/figure-text.ts';
import { inlineDecimal, share, unitsText } from '../markup/figures.ts';
import { type Html, type HtmlValue, html } from '../markup/html.ts';

const UNITS: Partial<Readonly<Record<FigureName, string>>> = {
  win_rate: '%',
  expectancy: 'USDT',
  expectancy_r: 'R',
  max_drawdown_pct: '%',
  exposure_pct: '%',
};

/** The figures of `final_report.json`, digit by digit, each with its convention in small print. */
export function keyFigures(report: FinalReport | null): Html {
  if (report === null) {
    return html`<section id="figures"><h2>Key figures</h2><p class="none">final_report.json is missing or damaged; the sums in the tables below are taken from the trades.</p></section>`;
  }
  const { trades, wins, losses } = report;
  const flat = trades - wins - losses;
  const tiles = [
    tile(
      'Net PnL',
      [inlineDecimal(report.net_pnl), ' USDT'],
      `${share(netOf(report), startOf(report)) || 'n/a'} of starting equity`,
      toneOf(report.net_pnl),
    ),
    tile(
      'Ending equity',
      [inlineDecimal(report.ending_equity), ' USDT'],
      ['started with ', inlineDecimal(report.starting_equity), '; marked to market, after fees and funding'],
    ),
    ratio('Max drawdown', 'max_drawdown_pct', report, [inlineDecimal(report.max_drawdown_usdt), ' USDT; ']),
    tile('Drawdown lasted', formatSeconds(report.drawdown_duration_sec), [
      report.drawdown_recovered ? null : 'not recovered by the end; ',
      FIGURE_CONVENTIONS.drawdown_duration_sec,
    ]),
    ratio('Exposure', 'exposure_pct', report),
    tile(
      'Trades',
      String(trades),
      `${counted(wins, 'win', 'wins')}, ${counted(losses, 'loss', 'losses')}${flat > 0 ? `, ${flat} at exactly 0` : ''}; net of costs`,
    ),
    ratio('Win rate', 'win_rate', report),
    ratio('Profit factor', 'profit_factor', report),
    ratio('Expectancy', 'expectancy', report),
    ratio('Expectancy in R', 'expectancy_r', report),
    ratio('Sharpe', 'sharpe', report),
    ratio('Sortino', 'sortino', report),
    ratio('Calmar', 'calmar', report),
    ratio('SQN', 'sqn', report),
    tile(
      'Fees',
      [inlineDecimal(report.fees), ' USDT'],
      [
        'funding ',
        inlineDecimal(report.funding),
        ' USDT (negative: paid); before both the PnL was ',
        inlineDecimal(grossText(report)),
      ],
    ),
  ];
  return html`<section id="figures"><h2>Key figures</h2><dl class="tiles">${tiles}</dl>
<p class="fine">Annualised figures need 14 daily marks and 10 trades (this run: ${report.daily_marks} and ${trades}); a day's return is taken from its last mark, a mark at exactly 00:00 UTC belonging to the day before; the starting equity is the first mark.</p></section>`;
}

function ratio(label: string, name: FigureName, report: FinalReport, before: HtmlValue = null): Html {
  const value = report[name];
  const shown = value !== null ? [inlineDecimal(String(value)), ` ${UNITS[name] ?? ''}`] : formatFigure(name, report);
  return tile(label, shown, [before, FIGURE_CONVENTIONS[name]]);
}

function tile(label: string, value: HtmlValue, convention: HtmlValue, tone: Html | null = null): Html {
  return html`<div><dt>${label}<dd${tone}>${value}<dd class="fine">${convention}</div>`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Told by the sign as well. */
function toneOf(amount: string): Html | null {
  if (Number(amount) === 0) return null;
  return Number(amount) > 0 ? html` class=gain` : html` class=loss`;
}

function netOf(report: FinalReport): number {
  return Number(report.net_pnl);
}

function startOf(report: FinalReport): number {
  return Number(report.starting_equity);
}

/** Net PnL with fees and funding taken back out, exactly. */
function grossText({ net_pnl, fees, funding }: FinalReport): string {
  const units = [net_pnl, fees, funding].map(parseMoney);
  const [net, paid, received] = units;
  if (net === undefined || paid === undefined || received === undefined) return 'n/a';
  return unitsText(BigInt(net) + BigInt(paid) - BigInt(received));
}
