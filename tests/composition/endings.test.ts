import { describe, expect, it } from 'vitest';
import { startExchange } from '../support/exchange/start-exchange.ts';
import { temporaryFolder, workbenchIn } from '../support/workspace.ts';

const MOCK = { source: 'mock', durationMin: 0, speed: 1, seed: 1 } as const;

describe('a start that something overtakes', () => {
  it('is refused when KILL comes while the exchange is still asked', async () => {
    const exchange = await startExchange({ seed: 3 });
    const environment = { LA_BITUNIX_REST_URL: exchange.restUrl, LA_BITUNIX_WS_URL: exchange.wsUrl };
    const workstation = workbenchIn(temporaryFolder(), environment).openWorkstation();
    const starting = workstation.request('start', { source: 'bitunix' }, 'test');
    await Promise.resolve();
    expect(await workstation.request('kill', {}, 'test')).toMatchObject({ ok: true });
    expect(await starting).toMatchObject({ ok: false, error: { code: 'halted' } });
    expect(workstation.snapshot().session).toBeNull();
    await workstation.dispose('test');
    await exchange.close();
  });

  it('never trades, at whatever step of the start KILL comes', async () => {
    const outcomes = new Set<string>();
    for (let steps = 0; steps < 12; steps++) {
      const workstation = workbenchIn(temporaryFolder()).openWorkstation();
      const starting = workstation.request('start', MOCK, 'test');
      for (let step = 0; step < steps; step++) await Promise.resolve();
      await workstation.request('kill', {}, 'test');
      const started = await starting;
      outcomes.add(started.ok ? 'killed' : started.error.code);
      if (started.ok) expect(workstation.snapshot().session?.is_halted, `KILL after ${steps} steps`).toBe(true);
      expect(workstation.snapshot().safety.halted).not.toBeNull();
      await workstation.dispose('test');
    }
    expect([...outcomes].sort()).toEqual(['halted', 'killed']);
  });

  it('is stopped as soon as it runs when Stop comes while the exchange is still asked', async () => {
    const exchange = await startExchange({ seed: 3 });
    const environment = { LA_BITUNIX_REST_URL: exchange.restUrl, LA_BITUNIX_WS_URL: exchange.wsUrl };
    const workstation = workbenchIn(temporaryFolder(), environment).openWorkstation();
    const starting = workstation.request('start', { source: 'bitunix' }, 'test');
    await Promise.resolve();
    expect(await workstation.request('stop', {}, 'test')).toMatchObject({ ok: true });
    expect(await starting).toMatchObject({ ok: true });
    while (workstation.snapshot().session?.state !== 'stopped') await new Promise((resolve) => setImmediate(resolve));
    expect(workstation.snapshot().session?.stop_reason).toBe('user_stop');
    await workstation.dispose('test');
    await exchange.close();
  });

  it('leaves no session behind when the program ends meanwhile, and none is started any more', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const workstation = workbench.openWorkstation();
    const starting = workstation.request('start', MOCK, 'test');
    await workstation.dispose('test');
    await starting;
    expect(workbench.holder()).toBeUndefined();
    expect(workbench.hasUnfinished()).toBe(false);
    expect(await workstation.request('start', MOCK, 'test')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('the program is ending') },
    });
    expect(workbench.holder()).toBeUndefined();
  });

  it('is refused when live data are to come faster than they do', async () => {
    const workstation = workbenchIn(temporaryFolder()).openWorkstation();
    expect(await workstation.request('start', { source: 'bitunix', speed: 60 }, 'test')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('speed 1 only') },
    });
    await workstation.dispose('test');
  });

  it('leaves what is shown of the session before when it is refused', async () => {
    const workstation = workbenchIn(temporaryFolder()).openWorkstation();
    const first = await workstation.request('start', { ...MOCK, speed: 0, durationMin: 10 }, 'test');
    expect(first.ok).toBe(true);
    while (workstation.snapshot().session?.state !== 'stopped') await new Promise((resolve) => setImmediate(resolve));
    const before = workstation.snapshot();
    expect(before.view.bars.length).toBeGreaterThan(100);
    const reply = await workstation.request('start', { ...MOCK, strategy: 'missing' }, 'test');
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_config' } });
    expect(workstation.snapshot().session?.run_id).toBe(before.session?.run_id);
    expect(workstation.snapshot().view).toEqual(before.view);
    await workstation.dispose('test');
  });
});
