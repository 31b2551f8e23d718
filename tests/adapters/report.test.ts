import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { niceTicks } from '../../main/adapters/report/charts/scale.ts';
import { timeTicks } from '../../main/adapters/report/charts/time-axis.ts';
import { decimal } from '../../main/adapters/report/markup/figures.ts';
import { CandleStore } from '../../main/adapters/report/reading/candle-store.ts';
import { SeriesDigest } from '../../main/adapters/report/reading/series-digest.ts';
import { writeSummaryHtml } from '../../main/adapters/report/summary-html.ts';
import type { EventBody } from '../../shared/events.ts';
import type { FinalReport } from '../../shared/final-report.ts';
import type { Candle } from '../../shared/market.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { parseCandles, walk, writeRunFolder } from './report-run.ts';

const EXTRACT = new URL('../fixtures/btcusdt-1m-extract.csv', import.meta.url);
const STRATEGY = new URL('../../config/strategies/default.json', import.meta.url);
const HOSTILE = '</script><script>alert("x")</script> & co';
const INTERLUDES: ReadonlyMap<number, readonly EventBody[]> = new Map<number, readonly EventBody[]>([
  [3, [{ event: 'FeedConnected', source: 'bitunix' }]],
  [60, [{ event: 'FeedLost', reason: '<img src=x onerror=alert(1)>' }]],
  [64, [{ event: 'GapBackfillComplete', from: 1_735_693_200_000, to: 1_735_693_380_000, count: 3 }]],
  [
    70,
    [
      { event: 'KillEngaged', by: 'button' },
      { event: 'Rearmed', by: 'terminal' },
    ],
  ],
]);

let root = '';
let folder = '';
let report: FinalReport;
let page = '';
let text = '';

/** The text a reader sees, near enough: without style, script and tags. */
function visibleText(html: string): string {
  return html
    .replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<\/?(?:i|b|small|a|code|strong)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function candles(): Candle[] {
  return existsSync(EXTRACT) ? parseCandles(readFileSync(EXTRACT, 'utf8')).slice(0, 2880) : walk(1440);
}

async function summaryOf(runDir: string): Promise<string> {
  await writeSummaryHtml(runDir);
  return readFile(join(runDir, 'summary.html'), 'utf8');
}

/** A copy of the run's folder with only some of its files. */
async function copyWith(name: string, files: readonly string[]): Promise<string> {
  const copy = join(root, name);
  await mkdir(copy);
  for (const file of files) await copyFile(join(folder, file), join(copy, file));
  return copy;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'report-'));
  folder = join(root, '20250101T000000Z-7f3a');
  const strategy = JSON.parse(readFileSync(STRATEGY, 'utf8'));
  strategy.meta.name = HOSTILE;
  strategy.risk.max_cost_r = 5;
  report = writeRunFolder(folder, {
    runId: '20250101T000000Z-7f3a',
    candles: candles(),
    strategy,
    interludes: INTERLUDES,
    hasHostMetrics: true,
  });
  page = await summaryOf(folder);
  text = visibleText(page);
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('the page of a whole run', () => {
  it('shows every trade of trades.csv, digit by digit', () => {
    const rows = readFileSync(join(folder, 'trades.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rows.length).toBe(report.trades);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const [id = '', , qty = '', , entryPrice = '', , exitPrice = '', reason = '', gross, fees, , pnl, r] =
        row.split(',');
      const start = page.indexOf(`<tr id="t${id}">`);
      expect(start).toBeGreaterThan(0);
      const cells = visibleText(page.slice(start, page.indexOf('<tr', start + 4))).split('\n');
      for (const value of [id, qty, entryPrice, exitPrice, reason, gross, fees, pnl, r]) expect(cells).toContain(value);
    }
  });

  it('shows the figures of final_report.json as they stand there', () => {
    const lines = text.split('\n').map((line) => line.trim());
    for (const money of [report.net_pnl, report.ending_equity, report.fees]) expect(lines).toContain(`${money} USDT`);
    for (const ratio of [report.profit_factor, report.sqn]) expect(lines).toContain(String(ratio));
    expect(lines).toContain(`${report.max_drawdown_pct} %`);
    expect(lines).toContain(`${report.win_rate} %`);
    expect(lines).toContain(`${report.expectancy} USDT`);
    expect(text).toMatch(/n\/a \(\d+ of 14 days\)/);
    expect(text).not.toContain('About this record');
  });

  it('draws price, trades, equity and drawdown, and tells decisions, histories and how to verify', () => {
    for (const mark of [
      'class="rise"',
      'class="entry ',
      'class="exit ',
      'class="line"',
      'class="under"',
      'class="span ',
    ]) {
      expect(page).toContain(mark);
    }
    for (const part of [
      'Decisions that led to orders',
      'position or order already open',
      'Signals refused while free to trade',
      'FeedLost',
      'from 2025-01-01T01:00:00.000Z, to 2025-01-01T01:03:00.000Z, count 3',
      'KillEngaged',
      'Age of market data',
      'liquidity_usd',
      `npm run -s la -- report ${report.run_id}`,
    ]) {
      expect(text).toContain(part);
    }
  });

  it('escapes whatever it did not write itself', () => {
    expect(text).toContain(HOSTILE);
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<[^>]*\son\w+=/);
  });

  it('loads nothing and runs nothing but its own script', () => {
    expect(page).not.toMatch(/https?:/);
    expect(page).not.toMatch(/<[^>]*\s(?:src|style)=|@import|url\(/);
    expect([...page.matchAll(/<link[^>]*>/g)].map(String)).toEqual(['<link rel="icon" href="data:,">']);
    for (const tag of ['style', 'script']) {
      const all = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      const hashes = all.map(([, inside]) => createHash('sha256').update(String(inside)).digest('base64'));
      expect(page).toContain(`${tag}-src ${hashes.map((hash) => `&#39;sha256-${hash}&#39;`).join(' ')};`);
    }
  });

  it('keeps its style when the run is given another name in the file', () => {
    const [look, sheet] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, inside]) => String(inside));
    expect(look).not.toContain(report.run_id);
    expect(sheet).toContain(report.run_id);
  });

  it('is the same each time, small, and leaves nothing else behind', async () => {
    expect(await summaryOf(folder)).toBe(page);
    expect(page.length).toBeLessThan(500_000);
    expect((await readdir(folder)).filter((name) => name.includes('summary'))).toEqual(['summary.html']);
  });
});

describe('a folder with less in it', () => {
  it('is refused only when it does not exist', async () => {
    const missing = join(root, 'nowhere');
    await expect(writeSummaryHtml(missing)).rejects.toMatchObject({ name: 'Failure', code: 'not_found' });
    await expect(writeSummaryHtml(join(folder, 'trades.csv'))).rejects.toMatchObject({ code: 'not_found' });
    expect(visibleText(await summaryOf(await copyWith('empty', [])))).toContain('final_report.json is missing.');
  });

  it('takes the trades from the events when trades.csv is missing', async () => {
    const shown = await summaryOf(await copyWith('events-only', ['events.jsonl']));
    expect(shown.match(/<tr id="t/g)).toHaveLength(report.trades);
    expect(visibleText(shown)).toContain('The trades shown are taken from the exits in events.jsonl.');
  });

  it('draws equity from metrics.csv when there are no decisions', async () => {
    const shown = await summaryOf(await copyWith('no-events', ['metrics.csv', 'trades.csv', 'final_report.json']));
    expect(shown).toContain('class="line"');
    expect(shown).not.toContain('class="rise" d="M0');
  });

  it('says what is cut short, wherever the cut is', async () => {
    const files = ['events.jsonl', 'trades.csv', 'metrics.csv', 'final_report.json', 'config.json'];
    const cut = await copyWith('cut', files);
    for (const [index, share] of [0.9, 0.61, 0.37, 0.05, 0.001].entries()) {
      for (const file of files) {
        const whole = await readFile(join(folder, file));
        await truncate(join(cut, file), Math.floor(whole.length * share) - index);
      }
      const shown = visibleText(await summaryOf(cut));
      expect(shown).toContain('final_report.json is not whole JSON (cut short?).');
      expect(shown).toContain('config.json is not whole JSON (cut short?).');
      expect(shown).toMatch(/events\.jsonl is cut short|no candles and no equity/);
    }
  });

  it('passes over lines that are no events', async () => {
    const odd = join(root, 'odd');
    await mkdir(odd);
    const lines = [
      'null',
      '[]',
      '{"event":7}',
      'x',
      '{"event":"DecisionMade","timestamp":"?"}',
      '{"event":"ExecutionExit"}',
    ];
    await writeFile(join(odd, 'events.jsonl'), `${lines.join('\r\n')}\n`);
    await writeFile(join(odd, 'trades.csv'), 'trade_id,pnl\n1,2\n1,2,3\n');
    await writeFile(join(odd, 'final_report.json'), '{"schema_version":2}');
    const shown = visibleText(await summaryOf(odd));
    expect(shown).toContain('events.jsonl has 5 unreadable lines, passed over here.');
    expect(shown).toContain('trades.csv has 2 unreadable rows');
    expect(shown).toContain('final_report.json cannot be used: schema_version');
  });

  it('reads the parts of a live run in their order and says when one is missing', async () => {
    const lines = readFileSync(join(folder, 'events.jsonl'), 'utf8').trimEnd().split('\n');
    const parts = await copyWith('parts', ['trades.csv', 'metrics.csv', 'final_report.json', 'config.json']);
    const size = Math.ceil(lines.length / 12);
    for (let part = 1; part <= 12; part++) {
      const name = part === 12 ? 'events.jsonl' : `events.${part}.jsonl`;
      await writeFile(join(parts, name), `${lines.slice((part - 1) * size, part * size).join('\n')}\n`);
    }
    expect(await summaryOf(parts)).toBe(page);
    await rm(join(parts, 'events.2.jsonl'));
    expect(visibleText(await summaryOf(parts))).toContain('events.2.jsonl is missing');
  });

  it('says when the files disagree, and how many trades it leaves out', async () => {
    const many = await copyWith('many', ['final_report.json', 'trades.csv']);
    const [header = '', first = ''] = readFileSync(join(folder, 'trades.csv'), 'utf8').split('\n');
    const rows = Array.from({ length: 2100 }, (_, index) => first.replace(/^\d+/, String(index + 1)));
    await writeFile(join(many, 'trades.csv'), `${[header, ...rows].join('\n')}\n`);
    const shown = await summaryOf(many);
    expect(shown.match(/<tr id="t/g)).toHaveLength(2000);
    expect(visibleText(shown)).toContain(
      'The first 100 of 2100 trades are left out here; trades.csv in this folder has them all.',
    );
    expect(visibleText(shown)).toContain(`final_report.json counts ${report.trades} trades, trades.csv has 2100.`);
  });
});

describe('thinning out', () => {
  it('joins candles without losing an extreme, aligned to UTC', () => {
    const size = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 500 }), (count, limit) => {
        const all = walk(count);
        const store = new CandleStore();
        for (const { openTime, open, high, low, close } of all) store.add(openTime, open, high, low, close);
        const { bars, lengthMs } = store.bars(limit);
        expect(bars.length).toBeLessThanOrEqual(limit + 1);
        expect(bars[0]?.open).toBe(all[0]?.open);
        expect(bars.at(-1)?.close).toBe(all.at(-1)?.close);
        expect(Math.max(...bars.map((bar) => bar.high))).toBe(Math.max(...all.map((candle) => candle.high)));
        expect(Math.min(...bars.map((bar) => bar.low))).toBe(Math.min(...all.map((candle) => candle.low)));
        if (lengthMs % MINUTE_MS === 0) expect(bars.every((bar) => bar.ts % lengthMs === 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps extremes, ends and mean of a series of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 400 }), (values) => {
        const digest = new SeriesDigest(16);
        for (const [index, value] of values.entries()) digest.add(index, value);
        const { stretches } = digest;
        expect(stretches.length).toBeLessThanOrEqual(16);
        expect(digest.max).toBe(Math.max(...values));
        expect(Math.min(...stretches.map((stretch) => stretch.min))).toBe(Math.min(...values));
        expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([0, values.length - 1]);
        expect(stretches.at(-1)?.last).toBe(values.at(-1));
      }),
    );
  });

  it('labels axes with a bounded number of round values', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const { ticks } = niceTicks(Math.min(a, b), Math.max(a, b), 7);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
    expect(timeTicks(Date.UTC(2024, 10, 30, 23), Date.UTC(2025, 1, 1), 4).map((tick) => tick.label)).toEqual([
      'Dec',
      '2025',
      'Feb',
    ]);
    expect(timeTicks(Date.UTC(2025, 0, 1, 22), Date.UTC(2025, 0, 2, 2), 4).map((tick) => tick.label)).toEqual([
      '22:00',
      '23:00',
      '2 Jan',
      '01:00',
      '02:00',
    ]);
  });

  it('never changes a digit of a decimal', () => {
    const digits = fc.stringMatching(/^-?\d{1,9}(\.\d{1,8})?$/);
    fc.assert(
      fc.property(digits, (number) => {
        expect(decimal(number).text.replaceAll(/<[^>]*>/g, '')).toBe(number);
      }),
    );
    expect(decimal('<b>').text).toBe('&lt;b&gt;');
  });
});
