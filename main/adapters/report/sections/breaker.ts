import { parseMoney } from '../../../../shared/money.ts';
import { command } from '../markup/command.ts';
import { inlineDecimal, moment, share, unitsText } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import { tripWords } from '../markup/words.ts';
import { asFields, type Fields, numberOf, textOf } from '../reading/fields.ts';
import type { RunRecord } from '../reading/run-record.ts';
import { shareBar } from './signed-bar.ts';
import { longestStreak } from './trade-facts.ts';

interface Limit {
  readonly name: string;
  readonly reached: string;
  readonly limit: string;
  /** Of the limit; NaN when unknown. */
  readonly part: number;
}

/** Whether the circuit breaker tripped, and how near to its limits this run came. */
export function breakerSection(record: RunRecord): Html {
  const config = asFields(record.config?.config);
  const isOff = config.breakersOn === false;
  const limits = limitsOf(record, config);
  const columns: readonly Column<Limit>[] = [
    { head: 'Limit', kind: 'text', cell: (row) => row.name },
    { head: 'Furthest in this run', kind: 'number', cell: (row) => inlineDecimal(row.reached) },
    { head: 'Trips at', kind: 'number', cell: (row) => row.limit },
    { head: 'Used', kind: 'number', cell: (row) => (Number.isFinite(row.part) ? share(row.part, 1) : '') },
    { head: '', kind: 'text', cell: (row) => (Number.isFinite(row.part) ? shareBar(row.part) : null) },
  ];
  const carried =
    config.openingBreaker == null
      ? null
      : ' The breaker outlives a run: it began this one with a peak, a streak and a day of its own.';
  return html`<section id="breaker"><h2>Circuit breaker</h2>${stateWords(record.events.trip, isOff)}
${table(columns, limits, { className: 'groups narrow' })}
<p class="fine">Worked out from the equity marks, metrics rows and trades of this run; USDT and percent.${carried}</p></section>`;
}

function stateWords(trip: Fields | null, isOff: boolean): Html {
  if (trip === null) {
    const words = isOff
      ? 'It was off in this run: the figures below show what it would have met.'
      : 'On, and never tripped.';
    return html`<p>${words}</p>`;
  }
  const figures = asFields(trip.figures);
  const told = ['equity', 'peak_equity', 'drawdown_pct', 'losing_streak', 'daily_loss'].map(
    (key) => html`<div><dt>${key.replaceAll('_', ' ').replace(' pct', ', %')}<dd>${textOf(figures, key)}</div>`,
  );
  return html`<p class="verdict alarm"><strong>Tripped: ${tripWords(textOf(trip, 'reason'))}</strong> <span>${moment(textOf(trip, 'timestamp'))} UTC; it stays tripped until ${command('breaker reset')}</span></p>
<dl class="facts five">${told}</dl>`;
}

/** On quotes the breaker looks more often than once a candle: what its trip and the metrics tell counts as well. */
function limitsOf({ curve, trades, metrics, events }: RunRecord, config: Fields): readonly Limit[] {
  const risk = asFields(config.risk);
  const told = asFields(events.trip?.figures);
  const marked = Math.round((curve.falls?.deepest[0]?.fraction ?? 0) * 1e8) / 1e6;
  const fall = Math.max(marked, metrics.deepestPct, numberOf(told, 'drawdown_pct') || 0);
  const worstDay = (curve.days?.all ?? []).reduce(
    (worst, day) => Math.max(worst, day.base - day.lowest),
    parseMoney(textOf(told, 'daily_loss')) ?? 0,
  );
  const streak = Math.max(
    longestStreak(trades, ({ pnlUnits }) => pnlUnits < 0),
    numberOf(told, 'losing_streak') || 0,
  );
  const dailyLimit = numberOf(config, 'maxDailyLoss');
  return [
    limit('drawdown from peak equity, %', String(fall), numberOf(risk, 'max_drawdown_pct')),
    limit('losing trades in a row', String(streak), numberOf(risk, 'max_losing_streak')),
    limit('loss of a day since 00:00 UTC, USDT', unitsText(BigInt(worstDay)), dailyLimit),
  ];
}

function limit(name: string, reached: string, trips: number): Limit {
  const isKnown = Number.isFinite(trips) && trips > 0;
  return {
    name,
    reached,
    limit: isKnown ? String(trips) : 'not recorded',
    part: isKnown ? Number(reached) / trips : Number.NaN,
  };
}
