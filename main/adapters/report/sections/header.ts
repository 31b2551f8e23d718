import { formatSeconds } from '../../../../shared/performance/figure-text.ts';
import { moment, momentOf } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { STOP_WORDS, tripWords } from '../markup/words.ts';
import { type Fields, textOf } from '../reading/fields.ts';
import type { RunRecord } from '../reading/run-record.ts';
import { replayLine } from './replay-verdict.ts';

/** What ran, on what, and how it ended. */
export function headerSection(record: RunRecord): Html {
  const { report, events, runId } = record;
  const start = events.start ?? {};
  const fact = (key: 'symbol' | 'interval' | 'strategy' | 'seed' | 'mode' | 'source' | 'app_version' | 'git_commit') =>
    report === null ? textOf(start, key) : String(report[key] ?? '');
  const facts: readonly (readonly [string, string])[] = [
    ['Symbol', [fact('symbol'), fact('interval')].join(' ')],
    ['Strategy', fact('strategy')],
    ['Seed', fact('seed')],
    ['Source', [fact('source'), fact('mode')].filter((part) => part !== '').join(', ')],
    ['Market time (UTC)', period(record)],
    ['Candles', candleWords(record)],
    [
      'Started',
      report === null
        ? ''
        : `${moment(report.started_at.replace(/\.\d+Z$/, 'Z'))} UTC, took ${took(report.duration_sec)}`,
    ],
    ['Version', [fact('app_version'), fact('git_commit').slice(0, 12)].join(' ').trim()],
  ];
  return html`<header><p class="kind">${report?.kind === 'backtest' ? 'Backtest' : 'Trading run'}</p><h1>${runId}</h1>
${verdict(record)}${replayLine(record)}<dl class="facts">${facts
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => html`<div><dt>${name}<dd>${value}</div>`)}</dl></header>`;
}

function took(seconds: number): string {
  return seconds < 1 ? 'under a second' : formatSeconds(seconds);
}

function verdict({ report, events }: RunRecord): Html {
  if (report === null) {
    const end = events.end;
    const how = end === null ? 'It may still be going, or it ended without writing one.' : endWords(end);
    return html`<p class="verdict alarm"><strong>No final report</strong> <span>${how}</span></p>`;
  }
  const words = STOP_WORDS[report.stopped_reason];
  const isTripped = report.stopped_reason === 'circuit_breaker' && events.trip !== null;
  const why = isTripped ? `: ${tripWords(textOf(events.trip ?? {}, 'reason'))}` : '';
  const prefix = report.status === 'crashed_recovered' ? 'recovered after a crash, then ' : '';
  const text = `${prefix}${words}${why}`;
  const errors = `${report.errors} ${report.errors === 1 ? 'error' : 'errors'}`;
  const tone = report.exit_code === 0 && report.status !== 'failed' ? 'calm' : 'alarm';
  return html`<p class="verdict ${tone}"><strong>${text.charAt(0).toUpperCase() + text.slice(1)}</strong>
<span>status ${report.status}, stop reason ${report.stopped_reason}, exit code ${report.exit_code}, ${errors}</span></p>`;
}

function endWords(end: Fields): string {
  return `Its last event says: stop reason ${textOf(end, 'reason')}, exit code ${textOf(end, 'exit_code')}.`;
}

function period({ report, events, curve }: RunRecord): string {
  const first = curve.equity.stretches[0]?.from;
  const last = curve.equity.stretches.at(-1)?.to;
  const [from, to] = events.candles.span ?? [first ?? Number.NaN, last ?? Number.NaN];
  const [begin, end] = [report?.market_from ?? null, report?.market_to ?? null];
  if (begin === null || end === null) return Number.isFinite(from) ? `${momentOf(from)} to ${momentOf(to)}` : '';
  const seconds = (Date.parse(end) - Date.parse(begin)) / 1000;
  return `${moment(begin)} to ${moment(end)} (${formatSeconds(seconds)})`;
}

function candleWords({ report, events }: RunRecord): string {
  const count = report?.candles ?? events.candles.count;
  const parts = [String(count)];
  if (report !== null) parts.push(`${report.decisions} decisions`);
  if (report !== null && report.missing_candles > 0) parts.push(`${report.missing_candles} missing in the data`);
  if (events.warmUpCandles > 0) parts.push(`${events.warmUpCandles} of history before`);
  return parts.join(', ');
}

/** What is missing or damaged, if anything. */
export function notesSection({ notes }: RunRecord): Html | null {
  if (notes.length === 0) return null;
  return html`<aside class="notes"><h2>About this record</h2><ul>${notes.map((note) => html`<li>${note}`)}</ul></aside>`;
}
