import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunIndex } from '../../main/adapters/report/archive/run-index.ts';
import { averagesOf } from '../../shared/averages.ts';
import type { SessionEvent } from '../../shared/events.ts';
import { QUIET, ROOT, temporaryFolder, workbenchIn } from '../support/workspace.ts';

let lines: readonly string[] = [];
let events: readonly SessionEvent[] = [];

function named<Name extends SessionEvent['event']>(name: Name) {
  return events.filter((event) => event.event === name) as Extract<SessionEvent, { event: Name }>[];
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'la-index-'));
  const { run_dir } = await workbenchIn(folder).backtest(
    {
      dataFile: join(ROOT, 'tests', 'fixtures', 'btcusdt-1m-extract.csv'),
      fundingFile: null,
      symbol: 'BTCUSDT',
      interval: null,
      strategy: 'default',
      breakersOn: false,
      journal: false,
    },
    QUIET,
  );
  lines = readFileSync(join(run_dir ?? '', 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  events = lines.map((line) => JSON.parse(line) as SessionEvent);
  rmSync(folder, { recursive: true });
});

async function indexOf(folder: string): Promise<RunIndex> {
  const index = new RunIndex(folder);
  await index.extend();
  return index;
}

describe('the index of a run', () => {
  it('gives bars, decisions of any span, fills, exits and marks as the file has them', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
    const index = await indexOf(folder);
    const candles = named('CandleProcessed');
    const decisions = named('DecisionMade');
    expect(index.barCount).toBe(candles.length);
    const before = candles[2000]?.open_time ?? 0;
    const bars = await index.barsBefore(before, 3);
    expect(bars.map(({ t, c, v }) => [t, c, v])).toEqual(
      candles.slice(1997, 2000).map((each) => [each.open_time, Number(each.close), Number(each.volume)]),
    );
    const decided = decisions.find(({ open_time }) => open_time === bars[1]?.t);
    expect(bars[1]?.a).toEqual(decided === undefined ? null : averagesOf(decided));
    expect(bars[1]?.a?.ema20).toBeGreaterThan(0);
    const [from, to] = [decisions[500]?.open_time ?? 0, decisions[520]?.open_time ?? 0];
    expect(await index.decisionsBetween(from, to, 1000)).toEqual(decisions.slice(500, 520));
    expect(await index.decisionsBetween(from, to, 5)).toEqual(decisions.slice(515, 520));
    expect(await index.decisionsBetween(to, from, 5)).toEqual([]);
    expect(await index.latestDecisions(2)).toEqual(decisions.slice(-2));
    expect(index.fills.values).toEqual(named('ExecutionFill'));
    expect(index.exits.values).toEqual(named('ExecutionExit'));
    expect([...index.marks()]).toEqual(decisions.map((each) => [Date.parse(each.timestamp), Number(each.equity)]));
    expect(index.end).toEqual(events.at(-1));
    expect([index.total, index.damagedLines]).toEqual([lines.length, 0]);
  });

  it('reads on where a growing file was, and leaves a half-written line for later', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'events.jsonl');
    const half = lines[1000] ?? '';
    writeFileSync(path, `${lines.slice(0, 1000).join('\n')}\n${half.slice(0, 100)}`);
    const index = await indexOf(folder);
    expect(index.total).toBe(1000);
    appendFileSync(path, `${half.slice(100)}\n${lines.slice(1001).join('\n')}\n`);
    expect(await index.isOutdated()).toBe(false);
    await Promise.all([index.extend(), index.extend()]);
    expect([index.total, index.damagedLines]).toEqual([lines.length, 0]);
    expect(await index.latestDecisions(1500)).toEqual(named('DecisionMade').slice(-1500));
  });

  it('reads rotated parts in their order, and notices when they are no longer the same', async () => {
    const folder = temporaryFolder();
    for (const [name, from, to] of [
      ['events.1.jsonl', 0, 900],
      ['events.2.jsonl', 900, 2300],
      ['events.jsonl', 2300, lines.length],
    ] as const) {
      writeFileSync(join(folder, name), `${lines.slice(from, to).join('\n')}\n`);
    }
    const index = await indexOf(folder);
    expect(index.total).toBe(lines.length);
    expect(await index.decisionsBetween(0, Number.MAX_SAFE_INTEGER, 100_000)).toEqual(named('DecisionMade'));
    renameSync(join(folder, 'events.jsonl'), join(folder, 'events.3.jsonl'));
    copyFileSync(join(folder, 'events.1.jsonl'), join(folder, 'events.jsonl'));
    expect(await index.isOutdated()).toBe(true);
  });

  it('passes over damaged lines and counts them', async () => {
    const folder = temporaryFolder();
    const damaged = lines.map((line, index) => (index % 100 === 50 ? line.slice(0, 40) : line));
    writeFileSync(join(folder, 'events.jsonl'), `${damaged.join('\n')}\n`);
    const index = await indexOf(folder);
    expect(index.damagedLines).toBeGreaterThan(10);
    expect(index.decisionCount).toBeGreaterThan(2900);
    expect(await index.latestDecisions(10)).toHaveLength(10);
  });
});
