import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rHistogram } from '../../main/adapters/report/charts/histogram.ts';
import { DayResults, monthsOf } from '../../main/adapters/report/reading/day-results.ts';
import { Falls } from '../../main/adapters/report/reading/falls.ts';
import { readRunRecord } from '../../main/adapters/report/reading/run-record.ts';
import { writeSummaryHtml } from '../../main/adapters/report/summary-html.ts';
import type { FinalReport } from '../../shared/final-report.ts';
import { parseMoney } from '../../shared/money.ts';
import { DailyReturns } from '../../shared/performance/daily-returns.ts';
import { DrawdownTracker } from '../../shared/performance/drawdown.ts';
import { type FigureName, formatSeconds } from '../../shared/performance/figure-text.ts';
import { sampleDeviation } from '../../shared/performance/moments.ts';
import { walk, writeRunFolder } from './report-run.ts';

const STRATEGY = new URL('../../config/strategies/default.json', import.meta.url);
const DAYS = 20;

let folder = '';
let report: FinalReport;
let page = '';

/** Cells and tiles as a reader sees them: the small digits and the unit belong to their figure. */
function textsOf(html: string): readonly string[] {
  const bare = html.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '').replaceAll(/<\/?(?:i|b|small)\b[^>]*>/g, '');
  return bare.split(/<[^>]*>/).map((text) => text.trim());
}

function section(id: string): string {
  const start = page.indexOf(`<section id="${id}"`);
  return page.slice(start, page.indexOf('</section>', start));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-figures-'));
  const strategy = JSON.parse(readFileSync(STRATEGY, 'utf8'));
  strategy.risk.risk_pct = 0.2;
  strategy.risk.max_cost_r = 5;
  const run = { runId: 'figures', candles: walk(DAYS * 1440), strategy };
  report = writeRunFolder(folder, run);
  await writeSummaryHtml(folder);
  page = readFileSync(join(folder, 'summary.html'), 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('figures of the page and of final_report.json', () => {
  it('are the same to the last digit, in the tile of their name', () => {
    const texts = textsOf(section('figures'));
    const tile = (label: string) => texts[texts.indexOf(label) + 1];
    const shown: Record<string, string | undefined> = {
      'Net PnL': `${report.net_pnl} USDT`,
      'Ending equity': `${report.ending_equity} USDT`,
      'Max drawdown': `${report.max_drawdown_pct} %`,
      'Drawdown lasted': formatSeconds(report.drawdown_duration_sec),
      Exposure: `${report.exposure_pct} %`,
      Trades: String(report.trades),
      'Win rate': `${report.win_rate} %`,
      'Profit factor': String(report.profit_factor),
      Expectancy: `${report.expectancy} USDT`,
      'Expectancy in R': `${report.expectancy_r} R`,
      Sharpe: String(report.sharpe),
      Sortino: String(report.sortino),
      Calmar: `n/a (${report.daily_marks} of 90 days)`,
      SQN: String(report.sqn),
      Fees: `${report.fees} USDT`,
    };
    expect(Object.fromEntries(Object.keys(shown).map((label) => [label, tile(label)]))).toEqual(shown);
    expect(report.sharpe).not.toBeNull();
    expect(texts.join('\n')).toContain(`${report.max_drawdown_usdt} USDT; deepest fall`);
    expect(texts.join('\n')).toContain(`${report.wins} wins, ${report.losses} losses`);
  });

  it('follow the report when one digit of it changes', async () => {
    const path = join(folder, 'final_report.json');
    const names: readonly (FigureName & keyof FinalReport)[] = ['profit_factor', 'sharpe', 'sortino', 'sqn'];
    const changed = { ...report, ...Object.fromEntries(names.map((name, index) => [name, 1.000001 + index])) };
    try {
      writeFileSync(path, JSON.stringify(changed));
      await writeSummaryHtml(folder);
      const texts = textsOf(readFileSync(join(folder, 'summary.html'), 'utf8'));
      for (const index of names.keys()) expect(texts).toContain(String(1.000001 + index));
    } finally {
      writeFileSync(path, JSON.stringify(report));
    }
  });

  it('agree with the deepest drawdown, the days and the groups worked out beside them', async () => {
    const { curve } = await readRunRecord(folder);
    const [deepest] = curve.falls?.deepest ?? [];
    expect(deepest).toBeDefined();
    if (deepest === undefined) return;
    expect(Math.round(deepest.fraction * 1e8) / 1e6).toBe(report.max_drawdown_pct);
    expect(deepest.amount).toBe(parseMoney(report.max_drawdown_usdt));
    expect(deepest.recoveredAt !== null).toBe(report.drawdown_recovered);
    const days = curve.days?.all ?? [];
    expect(days).toHaveLength(report.daily_marks);
    expect(days.at(-1)?.last).toBe(parseMoney(report.ending_equity));
    const returns = days.map(({ base, last }) => (last - base) / base);
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
    const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1));
    expect((mean / deviation) * Math.sqrt(365)).toBeCloseTo(report.sharpe ?? Number.NaN, 5);
    const periods = textsOf(section('periods'));
    expect(periods).toContain(String(report.max_drawdown_pct));
    expect(periods).toContain(report.max_drawdown_usdt);
    expect(periods).toContain(report.ending_equity);
    const sums = textsOf(section('results')).filter((text) => text === report.net_pnl);
    expect(sums.length).toBeGreaterThanOrEqual(5);
  });

  it('tells sizes, streaks and times of the trades, as worked out from trades.csv', () => {
    const rows = readFileSync(join(folder, 'trades.csv'), 'utf8').trimEnd().split('\n').slice(1);
    const trades = rows
      .map((row) => row.split(','))
      .map((cells) => ({
        id: cells[0],
        pnl: Number(cells[11]),
        text: cells[11] ?? '',
        seconds: (Date.parse(cells[5] ?? '') - Date.parse(cells[3] ?? '')) / 1000,
      }));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const wins = trades.filter(({ pnl }) => pnl > 0);
    const losses = trades.filter(({ pnl }) => pnl < 0);
    const [won, lost] = [wins, losses].map((some) => mean(some.map(({ pnl }) => pnl))) as [number, number];
    const streak = (sign: string) =>
      trades
        .map(({ pnl }) => (pnl > 0 ? '+' : '-'))
        .join('')
        .split(sign === '+' ? '-' : '+')
        .reduce((longest, run) => Math.max(longest, run.length), 0);
    const sorted = trades.toSorted((a, b) => a.pnl - b.pnl);
    const shown: Record<string, string> = {
      'Average win': `${won.toFixed(2)} USDT`,
      'Average loss': `${lost.toFixed(2)} USDT`,
      'Average win / loss': (won / -lost).toFixed(2),
      'Best trade': `${sorted.at(-1)?.text} USDT #${sorted.at(-1)?.id}`,
      'Worst trade': `${sorted[0]?.text} USDT #${sorted[0]?.id}`,
      'Most wins in a row': String(streak('+')),
      'Most losses in a row': String(streak('-')),
      'Held on average': formatSeconds(mean(trades.map(({ seconds }) => seconds))),
      'Wins held': formatSeconds(mean(wins.map(({ seconds }) => seconds))),
      'Losses held': formatSeconds(mean(losses.map(({ seconds }) => seconds))),
    };
    const texts = textsOf(section('results'));
    expect(Object.fromEntries(Object.keys(shown).map((name) => [name, texts[texts.indexOf(name) + 1]]))).toEqual(shown);
  });

  it('the circuit breaker’s section tells how near it came between candles too', async () => {
    const path = join(folder, 'metrics.csv');
    const before = readFileSync(path, 'utf8');
    const nearer = report.max_drawdown_pct + 0.5;
    const header = before.slice(0, before.indexOf('\n')).split(',');
    const row = (before.trimEnd().split('\n').at(-1) ?? '').split(',');
    row[header.indexOf('drawdown_pct')] = String(nearer);
    try {
      writeFileSync(path, `${before}${row.join(',')}\n`);
      await writeSummaryHtml(folder);
      const whole = readFileSync(join(folder, 'summary.html'), 'utf8');
      const breaker = whole.slice(whole.indexOf('<section id="breaker"'), whole.indexOf('<section id="unseen"'));
      expect(textsOf(breaker)).toContain(String(nearer));
    } finally {
      writeFileSync(path, before);
    }
  });

  it('every column of every row of trades.csv stands in its row of the page', () => {
    const [header = '', ...rows] = readFileSync(join(folder, 'trades.csv'), 'utf8').trimEnd().split('\n');
    expect(rows.length).toBe(report.trades);
    expect(rows.length).toBeGreaterThan(20);
    const names = header.split(',');
    for (const row of rows) {
      const start = page.indexOf(`<tr id="t${row.split(',')[0]}">`);
      const cells = textsOf(page.slice(start, page.indexOf('<tr', start + 4)));
      for (const [index, value] of row.split(',').entries()) {
        const name = names[index] ?? '';
        const inPage = name.endsWith('_ts')
          ? value.slice(0, 16).replace('T', ' ')
          : name === 'side'
            ? `${value === 'LONG' ? '▲' : '▼'} ${value}`
            : value;
        expect(cells, `${name} of ${row}`).toContain(inPage);
      }
    }
  });
});

describe('the distribution of R', () => {
  it('counts a value on an edge in the bar above it', () => {
    const drawn = rHistogram([0.3, 0.35, 0.6]).text;
    expect([...drawn.matchAll(/class="mid"[^>]*>(\d+)</g)].map(([, count]) => count)).toEqual(['2', '1']);
  });
});

describe('falls and days', () => {
  it('a fall from the first mark on left its peak where the run began, as in final_report.json', () => {
    const [falls, tracker] = [new Falls(1000, 50), new DrawdownTracker(1000)];
    tracker.begin(50);
    for (const follower of [falls, tracker]) follower.mark(900, 110);
    expect([falls.deepest[0]?.from, tracker.deepest?.from]).toEqual([50, 50]);
  });

  const marks = fc.array(
    fc.record({ equity: fc.integer({ min: 1, max: 2000 }), after: fc.integer({ min: 1, max: 100 }) }),
    { minLength: 1, maxLength: 300 },
  );
  const HOUR = 3_600_000;

  it('the deepest fall is the drawdown of the key figures, and no fall is kept twice', () => {
    fc.assert(
      fc.property(marks, (steps) => {
        const falls = new Falls(1000);
        const tracker = new DrawdownTracker(1000);
        let ts = Date.UTC(2025, 0, 1);
        for (const { equity, after } of steps) {
          ts += after * HOUR;
          falls.mark(equity, ts);
          tracker.mark(equity, ts);
        }
        const [deepest] = falls.deepest;
        const { fraction, amount, from, recoveredAt } = tracker.deepest ?? {};
        expect(deepest && { ...deepest, lowestAt: 0 }).toEqual(
          fraction === undefined ? undefined : { fraction, amount, from, recoveredAt, lowestAt: 0 },
        );
        expect(new Set(falls.deepest.map((fall) => fall.from)).size).toBe(falls.deepest.length);
        expect(falls.deepest.length).toBe(Math.min(5, falls.count));
      }),
    );
  });

  it('days give the returns of the key figures, and months join them without a gap', () => {
    fc.assert(
      fc.property(marks, (steps) => {
        const days = new DayResults(1000);
        const returns = new DailyReturns(1000);
        let ts = Date.UTC(2025, 0, 1);
        for (const { equity, after } of steps) {
          ts += after * HOUR;
          days.mark(equity, ts);
          returns.mark(equity, ts);
        }
        const { moments } = returns.sums;
        const values = days.all.map(({ base, last }) => (last - base) / base);
        expect(values).toHaveLength(moments.count);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean).toBeCloseTo(moments.mean, 9);
        expect(sampleDeviation(moments)).toBeGreaterThanOrEqual(0);
        const months = monthsOf(days.all);
        expect(months[0]?.base).toBe(1000);
        expect(months.at(-1)?.last).toBe(steps.at(-1)?.equity);
        for (const [index, month] of months.entries()) {
          if (index > 0) expect(month.base).toBe(months[index - 1]?.last);
        }
      }),
    );
  });
});
