import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/workspace.ts';
import { la } from './support/la.ts';

const ROW = '1733007600000,96466.1,96495.5,96440,96440,6.6';
const files: Readonly<Record<string, string | Buffer>> = {
  'empty.csv': '',
  'header.csv': 'ts_ms,open,high,low,close,volume\n',
  'text.csv': `${ROW}\n1733007660000,1,2,1,abc,5\n`,
  'nan.csv': `${ROW}\n1733007660000,1,2,1,NaN,5\n`,
  'conflict.csv': `${ROW}\n${ROW.replace('6.6', '6.7')}\n`,
  'negative.csv': `${ROW}\n1733007660000,-1,2,-1,1,5\n`,
  'columns.csv': `${ROW}\n1733007660000,1,2\n`,
  'binary.csv': Buffer.from([0, 255, 254, 1, 2, 3, 10, 200]),
  'risky.json': '{"risk":{"risk_pct":50}}',
  'broken.json': '{"risk":',
  'unknown.json': '{"riks":{}}',
  'good.csv': `${ROW}\n`,
};

describe('12.16 whatever the user can correct is one line and exit 6', () => {
  it.each([
    [['run', '--bogus'], /--bogus/],
    [['nonsense'], /nonsense/],
    [['run', '--source', 'foo'], /--source foo.*mock/],
    [['run', '--speed', '0'], /--speed 0/],
    [['run', '--duration', '-1'], /--duration -1/],
    [['run', '--source', 'mock', '--speed', 'max'], /--duration/],
    [['run', '--mode', 'live'], /--mode live/],
    [['run', '--source', 'replay'], /--replay/],
    [['run', '--source', 'replay', '--replay', 'missing.csv'], /missing\.csv/],
    [['run', '--strategy', 'nosuch'], /nosuch.*default/],
    [['run', '--strategy', 'broken.json'], /broken\.json.*JSON/],
    [['breaker'], /subcommand.*--help/],
    [['backtest'], /--data/],
    [['backtest', '--data', 'nested/missing'], /nested\/missing.*no such file/],
    [['backtest', '--data', 'empty.csv'], /empty\.csv/],
    [['backtest', '--data', 'header.csv'], /header\.csv/],
    [['backtest', '--data', 'text.csv'], /text\.csv, line 2.*abc/],
    [['backtest', '--data', 'nan.csv'], /nan\.csv, line 2/],
    [['backtest', '--data', 'conflict.csv'], /conflict\.csv, line 2.*line 1/],
    [['backtest', '--data', 'negative.csv'], /negative\.csv, line 2/],
    [['backtest', '--data', 'columns.csv'], /columns\.csv, line 2/],
    [['backtest', '--data', 'binary.csv'], /binary\.csv/],
    [['backtest', '--data', 'good.csv', '--strategy', 'risky.json'], /risk\.risk_pct.*at most 10.*50/],
    [['backtest', '--data', 'good.csv', '--strategy', 'unknown.json'], /riks.*unknown key/],
    [['config', 'validate', 'risky.json'], /risk_pct/],
    [['audit', 'latest'], /no run/],
    [['replay', '20990101-000000-mock-abcd', '--verify'], /no run/],
    [['account', 'reset', '--equity', 'lots', '--yes'], /--equity lots/],
  ] as const)('la %j', async (args, message) => {
    const cwd = temporaryFolder();
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    const result = await la(args, { cwd });
    expect(result.code).toBe(6);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(cwd, '.workspace', 'runs')) ? readdirSync(join(cwd, '.workspace', 'runs')) : []).toEqual([]);
    for (const [name, content] of Object.entries(files))
      expect(readFileSync(join(cwd, name))).toEqual(Buffer.from(content));
  });

  it('9 what a file that is no configuration holds is not quoted', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'private.txt'), 'hunter2 and what follows it\n');
    const result = await la(['config', 'validate', 'private.txt'], { cwd });
    expect(result).toMatchObject({ code: 6, stdout: '' });
    expect(result.stderr).toMatch(/private\.txt: not valid JSON/);
    expect(result.stderr).not.toContain('hunter2');
  });

  it('2.2 a bad environment is named too', async () => {
    const cwd = temporaryFolder();
    const result = await la(['run', '--source', 'mock', '--speed', 'max', '--duration', '1'], {
      cwd,
      env: { LA_MAX_DAILY_LOSS_USD: 'much' },
    });
    expect(result).toMatchObject({ code: 6, stdout: '' });
    expect(result.stderr).toMatch(/LA_MAX_DAILY_LOSS_USD.*much/);
  });

  it('12.21 a --port that is taken leaves no run behind', async () => {
    const cwd = temporaryFolder();
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const result = await la(['run', '--duration', '1', '--speed', 'max', '--port', String(port)], { cwd });
    expect(result).toMatchObject({ code: 6, stdout: '' });
    expect(result.stderr).toContain(`--port ${port} is taken`);
    expect(existsSync(join(cwd, '.workspace', 'runs'))).toBe(false);
  });

  it('10 every command has --help', async () => {
    const { stdout } = await la(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== '');
    expect(names).toEqual(
      expect.arrayContaining([
        'run',
        'serve',
        'backtest',
        'replay',
        'audit',
        'report',
        'status',
        'stop',
        'kill',
        'rearm',
        'breaker',
        'account',
        'config',
      ]),
    );
    for (const name of names) {
      const help = await la([name, '--help']);
      expect(help.code, name).toBe(0);
      expect(help.stdout, name).toMatch(/^Usage: la /);
    }
  });
});
