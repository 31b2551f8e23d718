import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FinalReport } from '../../shared/final-report.ts';
import { ROOT, temporaryFolder, workbenchIn } from '../support/workspace.ts';
import { La, la, until } from './support/la.ts';

const CANDLES = join(ROOT, 'tests', 'fixtures', 'btcusdt-1m-extract.csv');
const SPAN = ['--from', '2024-12-18T12:00:00Z', '--to', '2024-12-20'];
const REPLAY = ['run', '--source', 'replay', '--replay', CANDLES, '--breakers', 'off', '--json'];

const figuresOf = (text: string) => {
  const { net_pnl, ending_equity, trades, fees, market_from, market_to } = JSON.parse(text) as FinalReport;
  return { net_pnl, ending_equity, trades, fees, market_from, market_to };
};

describe('a replay of a part of a file', () => {
  it('trades as a backtest of the same part does', async () => {
    const workspace = temporaryFolder();
    const replay = await la([...REPLAY, ...SPAN, '--speed', 'max', '--workspace', workspace]);
    const backtest = await la(['backtest', '--data', CANDLES, ...SPAN, '--json', '--workspace', workspace]);
    expect(figuresOf(replay.stdout)).toEqual(figuresOf(backtest.stdout));
    const whole = await la([...REPLAY, '--speed', 'max', '--workspace', workspace]);
    expect(figuresOf(whole.stdout).trades).toBeGreaterThan(figuresOf(replay.stdout).trades);
  });

  it('is continued in its part after a crash, and only by the same command', async () => {
    const [crashed, uncut] = [temporaryFolder(), temporaryFolder()];
    const told = join(crashed, 'runs', 'latest', 'events.jsonl');
    const session = new La([...REPLAY, ...SPAN, '--speed', '900', '--workspace', crashed]);
    await until(() => existsSync(told) && readFileSync(told, 'utf8').includes('CandleProcessed'));
    session.child.kill('SIGKILL');
    await session.finished();
    const other = await la([...REPLAY, '--speed', 'max', '--workspace', crashed]);
    expect(other).toMatchObject({ code: 6, stderr: expect.stringContaining('has another span') });
    const continued = await la([...REPLAY, ...SPAN, '--speed', 'max', '--workspace', crashed]);
    const whole = await la([...REPLAY, ...SPAN, '--speed', 'max', '--workspace', uncut]);
    expect(figuresOf(continued.stdout)).toEqual(figuresOf(whole.stdout));
  });

  it.each([
    ['is gone', (path: string) => rmSync(path)],
    [
      'has changed',
      (path: string) => writeFileSync(path, readFileSync(CANDLES, 'utf8').split('\n').slice(1).join('\n')),
    ],
  ])('that was cut off and whose file %s is not continued, but can be closed', async (_, damage) => {
    const workspace = temporaryFolder();
    const [file, told] = [join(workspace, 'own.csv'), join(workspace, 'runs', 'latest', 'events.jsonl')];
    copyFileSync(CANDLES, file);
    const run = ['run', '--source', 'replay', '--replay', file, '--breakers', 'off', '--workspace', workspace];
    const session = new La([...run, '--speed', '900']);
    await until(() => existsSync(told) && readFileSync(told, 'utf8').includes('CandleProcessed'));
    session.child.kill('SIGKILL');
    await session.finished();
    damage(file);
    const refused = await la([...run, '--speed', 'max']);
    expect(refused).toMatchObject({ code: 6, stderr: expect.stringMatching(/is unfinished, and .*own\.csv.*la stop/) });
    const workstation = workbenchIn(workspace).openWorkstation();
    const start = { source: 'replay', replay: file, breakersOn: false };
    // the code by which the Start dialog shows the way to History
    expect(await workstation.request('start', start, 'test')).toMatchObject({ error: { code: 'run_mismatch' } });
    await workstation.dispose('test');
    const closed = await la(['stop', '--workspace', workspace]);
    expect(closed).toMatchObject({ code: 0, stderr: expect.stringContaining('closed without its data') });
    expect(readFileSync(told, 'utf8').trimEnd().split('\n').at(-1)).toContain('"event":"SessionEnd"');
  });

  it.each([
    [['--from', '2024-12-20', '--to', '2024-12-18'], /from must lie before to/],
    [['--from', '2031-01-01'], /no candle lies from 2031/],
  ])('%s is refused in one sentence', async (span, message) => {
    const refused = await la([...REPLAY, ...span, '--workspace', temporaryFolder()]);
    expect(refused).toMatchObject({ code: 6, stderr: expect.stringMatching(message) });
  });

  it('a span belongs to a replay', async () => {
    const refused = await la(['run', '--source', 'mock', ...SPAN, '--workspace', temporaryFolder()]);
    expect(refused).toMatchObject({ code: 6, stderr: expect.stringContaining('belong to --source replay') });
  });
});
