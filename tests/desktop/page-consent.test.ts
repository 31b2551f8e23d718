import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PageConsent } from '../../main/desktop/page-consent.ts';
import { verdictOn } from '../../main/desktop/page-policy.ts';
import { filesToAllow } from '../../main/desktop/start-files.ts';
import { temporaryFolder } from '../support/workspace.ts';

function setUp() {
  const cwd = temporaryFolder();
  const workspace = join(cwd, 'ws');
  mkdirSync(join(workspace, 'runs', 'run-1'), { recursive: true });
  mkdirSync(join(workspace, 'data'), { recursive: true });
  writeFileSync(join(workspace, 'data', 'own.csv'), '');
  writeFileSync(join(cwd, 'secret'), '');
  symlinkSync(join(cwd, 'secret'), join(workspace, 'data', 'link.csv'));
  symlinkSync('run-1', join(workspace, 'runs', 'latest'));
  return { cwd, workspace, strategies: ['default', 'sma_crossover'] };
}

describe('files that a start or backtest of the page would read', () => {
  it.each([
    [{ source: 'mock' }],
    [{ source: 'mock', strategy: 'sma_crossover', replay: null }],
    [{ source: 'replay', replay: 'latest' }],
    [{ source: 'replay', replay: 'run-1' }],
    [{ source: 'replay', replay: 'ws/data/own.csv' }],
    ['no object'],
    [null],
  ])('need no consent when they are its own: %j', (input) => {
    expect(filesToAllow(input, setUp())).toEqual([]);
  });

  it.each([
    [{ source: 'replay', replay: '/etc/passwd' }, '/etc/passwd'],
    [{ source: 'mock', replay: 'secret' }, 'secret'],
    [{ source: 'replay', replay: 'ws/data/link.csv' }, 'ws/data/link.csv'],
    [{ source: 'replay', replay: 'ws/runs/../../secret' }, 'secret'],
    [{ source: 'replay', replay: 'ws/data' }, 'ws/data'],
    [{ file: 'secret' }, 'secret'],
    [{ file: 'ws/data/own.csv', fundingFile: 'secret' }, 'secret'],
    [{ source: 'mock', strategy: '../secret' }, '../secret'],
    [{ source: 'mock', strategy: 'Default' }, 'Default'],
  ])('are named for consent: %j', (input, file) => {
    const places = setUp();
    expect(filesToAllow(input, places)).toEqual([file.startsWith('/') ? file : join(places.cwd, file)]);
  });
});

describe('what the page may have done', () => {
  const ASKED = { message: 'Really?', detail: '', button: 'Yes' };

  it('is asked for one dialog at a time; a second request meanwhile is refused', async () => {
    const answers: ((yes: boolean) => void)[] = [];
    const consent = new PageConsent({ ask: () => new Promise<boolean>((resolve) => answers.push(resolve)) });
    const first = consent.allows(ASKED);
    expect(await consent.allows(ASKED)).toBe(false);
    answers[0]?.(true);
    expect(await first).toBe(true);
    const again = consent.allows(ASKED);
    answers[1]?.(false);
    expect([await again, answers.length]).toEqual([false, 2]);
  });

  it('is not asked for a minute after three refusals in a row', async () => {
    let now = 0;
    let isYes = false;
    let asked = 0;
    const ask = async () => {
      asked++;
      return isYes;
    };
    const consent = new PageConsent({ ask }, () => now);
    for (let time = 0; time < 10; time++) expect(await consent.allows(ASKED)).toBe(false);
    expect(asked).toBe(3);
    now += 59_999;
    expect([await consent.allows(ASKED), asked]).toEqual([false, 3]);
    now += 1;
    isYes = true;
    for (let time = 0; time < 5; time++) expect(await consent.allows(ASKED)).toBe(true);
    isYes = false;
    expect([await consent.allows(ASKED), await consent.allows(ASKED), asked]).toEqual([false, false, 10]);
  });

  it('names the limits that a save would set, since the page may show others', () => {
    const input = { id: 'risk', base: 'none', values: { max_drawdown_pct: 90, max_qty: '1\nDrawdown limit: 5' } };
    const { detail } = (verdictOn('configSave', input, setUp) as { readonly question: { readonly detail: string } })
      .question;
    expect(detail.split('\n')).toEqual(
      expect.arrayContaining([
        'Drawdown limit: 90 %',
        'Losing trades in a row: as built in',
        'Largest size: "1\\nDrawdown limit: 5" BTC',
      ]),
    );
  });

  it('is asked for files, for limits and for addresses, and lifts no halt', () => {
    const verdict = (name: string, input: unknown) => verdictOn(name, input, setUp);
    for (const name of ['rearm', 'resetBreaker']) expect(verdict(name, {})).toBe('dialog');
    const save = { base: 'none', values: {} };
    const asked = [
      ['start', { source: 'replay', replay: '/etc/passwd' }, 'Read this file?'],
      ['startBacktest', { file: '/etc/passwd' }, 'Read this file?'],
      ['deleteRun', { run: '20261121-052308-mock-zemq', confirmation: 'DELETE' }, 'Delete this run for good?'],
      ['configSave', { id: 'risk', ...save }, 'Save the risk limits?'],
      [
        'configSave',
        { id: 'alerts', base: 'none', values: { webhook_url: 'https://elsewhere.example' } },
        'Send notices to this address?',
      ],
      ['configRestore', { id: 'alerts', base: 'none', version: 1 }, 'Send notices where they went before?'],
      ['configRestore', { id: 'risk', base: 'none', version: 2 }, 'Restore version 2 of the risk limits?'],
    ] as const;
    for (const [name, input, message] of asked) expect(verdict(name, input)).toMatchObject({ question: { message } });
    for (const [name, input] of [
      ['kill', {}],
      ['stop', {}],
      ['start', { source: 'mock' }],
      ['startBacktest', { file: 'ws/data/own.csv', fundingFile: 'ws/data/own.csv' }],
      ['configSave', { id: 'strategies/mine', ...save }],
      [
        'configSave',
        { id: 'alerts', base: 'none', values: { webhook_url: { keep: true }, ping_url: null, events: [] } },
      ],
      // malformed or unknown: nobody is asked, and the workstation refuses it
      ['start', { source: 'replay', replay: '/etc/passwd', more: 1 }],
      ['configSave', { id: '../risk', ...save }],
      ['constructor', {}],
    ] as const) {
      expect([name, verdict(name, input)]).toEqual([name, 'free']);
    }
  });
});
