import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesToAllow, StartConsent } from '../../main/desktop/start-consent.ts';
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

describe('files that a start of the page would read', () => {
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
    [{ source: 'mock', strategy: '../secret' }, '../secret'],
    [{ source: 'mock', strategy: 'Default' }, 'Default'],
  ])('are named for consent: %j', (input, file) => {
    const places = setUp();
    expect(filesToAllow(input, places)).toEqual([file.startsWith('/') ? file : join(places.cwd, file)]);
  });

  it('are asked for one dialog at a time; a second request meanwhile is refused', async () => {
    const answers: ((yes: boolean) => void)[] = [];
    const ask = () => new Promise<boolean>((resolve) => answers.push(resolve));
    const consent = new StartConsent({ ask }, setUp);
    const first = consent.allows({ replay: '/a' });
    expect(await consent.allows({ replay: '/b' })).toBe(false);
    answers[0]?.(true);
    expect(await first).toBe(true);
    expect(answers.length).toBe(1);
  });
});
