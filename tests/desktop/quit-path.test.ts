import { describe, expect, it } from 'vitest';
import { QuitPath } from '../../main/desktop/quit-path.ts';

function setUp(isPositionOpen: boolean) {
  const log: string[] = [];
  const answers: ((yes: boolean) => void)[] = [];
  const ends: (() => void)[] = [];
  const path = new QuitPath({
    isPositionOpen: () => isPositionOpen,
    confirm: () =>
      new Promise((resolve) => {
        log.push('ask');
        answers.push(resolve);
      }),
    stop: (by) =>
      new Promise((resolve) => {
        log.push(`stop ${by}`);
        ends.push(resolve);
      }),
    closeWindow: () => void log.push('close window'),
    quit: () => void log.push('quit'),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { path, log, answer: (yes: boolean) => answers.shift()?.(yes), end: () => ends.shift()?.(), settle };
}

describe('quitting', () => {
  it('without a position: stop in order, then quit, and only once', async () => {
    const { path, log, end, settle } = setUp(false);
    let prevented = 0;
    const event = { preventDefault: () => prevented++ };
    path.onBeforeQuit(event);
    path.onBeforeQuit(event);
    path.request('SIGTERM', false);
    expect([prevented, path.isQuitting, log]).toEqual([2, false, ['stop quit']]);
    end();
    await settle();
    expect([path.isQuitting, log]).toEqual([true, ['stop quit', 'close window', 'quit']]);
    path.onBeforeQuit(event);
    expect(prevented).toBe(2);
  });

  it('with a position: asks once; no leaves all as it is, yes stops', async () => {
    const { path, log, answer, end, settle } = setUp(true);
    path.request('quit', true);
    path.request('quit', true);
    answer(false);
    await settle();
    expect(log).toEqual(['ask']);
    path.request('quit', true);
    answer(true);
    await settle();
    end();
    await settle();
    expect(log).toEqual(['ask', 'ask', 'stop quit', 'close window', 'quit']);
  });

  it('leaving for an update stops in order too, and quits by what is given instead', async () => {
    const { path, log, end, settle } = setUp(true);
    path.leave('update', () => void log.push('install'));
    path.leave('update', () => void log.push('install'));
    expect([path.isQuitting, log]).toEqual([false, ['stop update']]);
    end();
    await settle();
    expect([path.isQuitting, log]).toEqual([true, ['stop update', 'close window', 'install']]);
  });

  it('a signal does not wait for an answer, and the answer then changes nothing', async () => {
    const { path, log, answer, end, settle } = setUp(true);
    path.request('quit', true);
    path.request('SIGTERM', false);
    answer(false);
    end();
    await settle();
    expect(log).toEqual(['ask', 'stop SIGTERM', 'close window', 'quit']);
  });
});
