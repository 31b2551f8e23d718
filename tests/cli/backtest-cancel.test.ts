import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/workspace.ts';
import { La, until } from './support/la.ts';

const EXTRACT = join(ROOT, 'tests', 'fixtures', 'btcusdt-1m-extract.csv');

/** The fixture's candles again and again, for some hundred days: a backtest that does not end before it is cancelled. */
function manyCandles(path: string): void {
  const rows = readFileSync(EXTRACT, 'utf8').trimEnd().split('\n').slice(1);
  const first = Date.UTC(2024, 0, 1);
  const lines = Array.from(
    { length: 400 * 1440 },
    (_, index) => `${first + index * 60_000},${rows[index % rows.length]?.split(',').slice(1).join(',')}`,
  );
  writeFileSync(path, `ts_ms,open,high,low,close,volume\n${lines.join('\n')}\n`);
}

it('a backtest that is cancelled by Ctrl+C says so and leaves no run', async () => {
  const workspace = temporaryFolder();
  const file = join(workspace, 'candles.csv');
  manyCandles(file);
  const runs = join(workspace, 'runs');
  const backtest = new La(['backtest', '--data', file, '--workspace', workspace]);
  await until(() => existsSync(runs) && readdirSync(runs).some((name) => existsSync(join(runs, name, 'events.jsonl'))));
  backtest.child.kill('SIGINT');
  const { code, stdout, stderr } = await backtest.finished();
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('the backtest was cancelled; nothing of it was kept');
  expect(readdirSync(runs)).toEqual([]);
});
