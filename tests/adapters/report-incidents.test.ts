import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CandleStore } from '../../main/adapters/report/reading/candle-store.ts';
import { readRunRecord } from '../../main/adapters/report/reading/run-record.ts';
import { writeSummaryHtml } from '../../main/adapters/report/summary-html.ts';
import { MINUTE_MS } from '../../shared/time.ts';

const START = Date.UTC(2025, 0, 1);
/** Session time of a simulated market is that of the desk it ran on. */
const DESK = Date.UTC(2026, 5, 1, 12);
const at = (minutes: number, from = START) => from + minutes * MINUTE_MS;

interface Line {
  readonly event: string;
  readonly ts: number;
  readonly [field: string]: unknown;
}

const candle = (minute: number): Line[] => [
  {
    event: 'CandleProcessed',
    ts: at(minute + 1),
    open_time: at(minute),
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: '1',
    source: 'live',
  },
  {
    event: 'DecisionMade',
    ts: at(minute + 1),
    stages: [],
    outcome: 'no_trade',
    reason: 'no_setup',
    cost_r: null,
    equity: '10000',
  },
];

function folderOf(source: string, lines: readonly Line[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'incidents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all: readonly Line[] = [{ event: 'SessionStart', ts: source === 'bitunix' ? START : DESK, source }, ...lines];
  const texts = all.map(({ event, ts, ...fields }, index) =>
    JSON.stringify({ event, timestamp: new Date(ts).toISOString(), seq: index + 1, event_id: `e-${index}`, ...fields }),
  );
  writeFileSync(join(folder, 'events.jsonl'), `${texts.join('\n')}\n`);
  return folder;
}

describe('what the chart shades and marks', () => {
  it('takes live times as they are: lost, stale and blind data, a pause, a crash, a kill', async () => {
    const folder = folderOf('bitunix', [
      ...candle(0),
      { event: 'FeedLost', ts: at(2), reason: 'closed' },
      { event: 'FeedLost', ts: at(2.2), reason: 'again' },
      { event: 'StaleData', ts: at(2.25), age_ms: 15_000, action: 'rest_poll' },
      { event: 'StaleData', ts: at(2.5), age_ms: 30_000, action: 'stop' },
      { event: 'FeedConnected', ts: at(3), source: 'bitunix' },
      ...candle(3),
      { event: 'FeedBlind', ts: at(6), from: at(4.5), to: at(6) },
      { event: 'EntriesPaused', ts: at(6.5), by: 'page' },
      { event: 'EntriesResumed', ts: at(7), by: 'page' },
      { event: 'SessionRecovered', ts: at(9), last_seq: 9, equity: '10000', position: 'flat' },
      { event: 'EntriesPaused', ts: at(9.5), by: 'page' },
      { event: 'KillEngaged', ts: at(10), by: 'button' },
    ]);
    const { events } = await readRunRecord(folder);
    expect(events.incidents.spans).toEqual([
      { kind: 'stale', from: at(2), to: at(2.5) },
      { kind: 'feed_lost', from: at(2), to: at(3) },
      { kind: 'blind', from: at(4.5), to: at(6) },
      { kind: 'paused', from: at(6.5), to: at(7) },
      { kind: 'not_running', from: at(7), to: at(9) },
      { kind: 'paused', from: at(9.5), to: null },
    ]);
    expect(events.incidents.marks).toEqual([
      { kind: 'recovered', at: at(9) },
      { kind: 'kill', at: at(10) },
    ]);
    await writeSummaryHtml(folder);
    const page = await readFile(join(folder, 'summary.html'), 'utf8');
    expect(page.match(/<title>feed lost: /g)).toHaveLength(3);
    expect(page).toContain('<title>kill switch, 2025-01-01 00:10</title>');
    expect(page).toContain('<title>entries paused: ');
    expect(page).toMatch(/<td>2025-01-01 00:02<td>2025-01-01 00:03<td>1 min<td>feed lost/);
  });

  it('puts what the desk did beside a simulated market where the market was, and tells both times', async () => {
    const folder = folderOf('mock', [
      ...candle(0),
      ...candle(1),
      { event: 'EntriesPaused', ts: DESK + 500, by: 'page' },
      ...candle(2),
      { event: 'EntriesResumed', ts: DESK + 900, by: 'page' },
      { event: 'FeedBlind', ts: DESK + 950, from: DESK, to: DESK + 950 },
      { event: 'KillEngaged', ts: DESK + 1000, by: 'button' },
    ]);
    const { events } = await readRunRecord(folder);
    expect(events.incidents.spans).toEqual([{ kind: 'paused', from: at(2), to: at(3) }]);
    expect(events.incidents.marks).toEqual([{ kind: 'kill', at: at(3) }]);
    await writeSummaryHtml(folder);
    const page = await readFile(join(folder, 'summary.html'), 'utf8');
    expect(page).toContain('<th scope="col">Session time<th scope="col">Market time');
    expect(page).toMatch(/<td>2026-06-01 12:00:01<td>2025-01-01 00:03<td><span title="KillEngaged">/);
  });

  it('names each hole in the candles, the longest when there are many', () => {
    const store = new CandleStore();
    for (const minute of [0, 1, 2, 5, 6, 16, 17, 19]) store.add(at(minute), 10, 12, 9, 11);
    expect(store.holes(9)).toEqual({
      holes: [
        [at(3), at(5)],
        [at(7), at(16)],
        [at(18), at(19)],
      ],
      total: 3,
    });
    expect(store.holes(1)).toEqual({ holes: [[at(7), at(16)]], total: 3 });
  });
});
