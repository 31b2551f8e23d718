import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepTold, lastToldSeq } from '../../main/composition/check-recovery.ts';
import { runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const CUTS = [0, 0.3, 0.7, 1] as const;

/** Writes events as a live run does that has filled two parts. */
function writeParts(folder: string, text: string): void {
  const lines = text.trimEnd().split('\n');
  const names = ['events.1.jsonl', 'events.2.jsonl', 'events.jsonl'];
  for (const [index, name] of names.entries()) {
    const [from = 0, to = 0] = [CUTS[index], CUTS[index + 1]].map((cut) => Math.round((cut ?? 0) * lines.length));
    writeFileSync(join(folder, name), `${lines.slice(from, to).join('\n')}\n`);
  }
}

/** A run, its events in one file, and the same in parts in a folder of a run that no journal knows. */
async function splitRun() {
  const workspace = temporaryFolder();
  const workbench = workbenchIn(workspace);
  const { run_dir } = await runToEnd(workbench, { durationMin: 60 });
  const whole = join(run_dir ?? '', 'events.jsonl');
  const parts = join(workspace, 'runs', '20250101-000000-bitunix-abcd');
  mkdirSync(parts);
  writeParts(parts, readFileSync(whole, 'utf8'));
  return { workbench, whole, parts };
}

const tradesOf = async (workbench: ReturnType<typeof workbenchIn>, replay: string) => {
  const { report } = await runToEnd(workbench, {
    source: 'replay',
    replay,
    durationMin: 0,
  });
  const { candles = 0, ending_equity, market_from, market_to } = report ?? {};
  return { candles, ending_equity, market_from, market_to };
};

it('12.9 the events of a live run in parts are replayed from the first part on, by file and by folder', async () => {
  const { workbench, whole, parts } = await splitRun();
  const expected = await tradesOf(workbench, whole);
  expect(expected.candles).toBeGreaterThan(50);
  expect(await tradesOf(workbench, join(parts, 'events.jsonl'))).toEqual(expected);
  expect(await tradesOf(workbench, parts)).toEqual(expected);
  const part = await tradesOf(workbench, join(parts, 'events.2.jsonl'));
  expect(part.candles).toBeLessThan(expected.candles);
});

it('12.9 events of which a part is missing are not replayed as if they were whole', async () => {
  const { workbench, parts } = await splitRun();
  rmSync(join(parts, 'events.1.jsonl'));
  const replay = runToEnd(workbench, {
    source: 'replay',
    replay: parts,
    durationMin: 0,
  });
  await expect(replay).rejects.toThrow(/events\.1\.jsonl is missing/);
});

it('8 what was told and is not journaled is seen and kept also in parts', () => {
  const folder = temporaryFolder();
  const line = (seq: number) => `{"event":"Told","timestamp":"2025-01-01T00:00:00.000Z","seq":${seq},"text":""}`;
  writeParts(folder, Array.from({ length: 10 }, (_, index) => line(index + 1)).join('\n'));
  const newest = join(folder, 'events.jsonl');
  expect(lastToldSeq(newest)).toBe(10);
  keepTold(newest, 5);
  expect(readdirSync(folder).sort()).toEqual(['events.1.jsonl', 'events.told.2.jsonl', 'events.told.jsonl']);
  expect(readFileSync(join(folder, 'events.told.jsonl'), 'utf8')).toBe(`${line(8)}\n${line(9)}\n${line(10)}\n`);
});

it('8 a part that has just begun and is empty does not hide what was told before it', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'events.1.jsonl'),
    '{"event":"Told","timestamp":"2025-01-01T00:00:00.000Z","seq":7,"a":1}\n',
  );
  writeFileSync(join(folder, 'events.jsonl'), '');
  expect(lastToldSeq(join(folder, 'events.jsonl'))).toBe(7);
});
