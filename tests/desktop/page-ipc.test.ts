import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { setupPageIpc } from '../../main/desktop/page-ipc.ts';
import { PageLimits } from '../../main/desktop/page-limits.ts';
import type { Workstation } from '../../main/session/ports.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Reply } from '../../shared/ipc/contract.ts';

const PAGE = 'app://workstation/index.html';

function setUp(allowsFiles = true) {
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  const contents = { id: 1 } as WebContents;
  const asked: [string, unknown, string][] = [];
  const confirmed: string[] = [];
  const remembered: unknown[] = [];
  const gates: (() => void)[] = [];
  const dropped: string[] = [];
  let isHalted = false;
  const workstation = {
    snapshot: () => ({ schema_version: 1 }),
    health: () => ({ halted: isHalted }),
    request: async (name: string, input: unknown, by: string): Promise<Reply> => {
      asked.push([name, input, by]);
      isHalted ||= name === 'kill';
      if (name === 'bars') await new Promise<void>((resolve) => gates.push(resolve));
      return { ok: true, value: {} };
    },
  } as unknown as Workstation;
  setupPageIpc({ handle: (name, handler) => void handlers.set(name, handler as never) } as Pick<IpcMain, 'handle'>, {
    workstation,
    window: { contents, dropFlooding: () => void dropped.push('page') },
    confirmations: { confirm: async (what) => void confirmed.push(what) },
    consent: { allows: async () => allowsFiles },
    filePlaces: () => ({ workspace: '/ws', cwd: '/', strategies: ['default'] }),
    memory: { write: (_key, value) => void remembered.push(value) },
  });
  const from = (event: object, ...args: unknown[]) =>
    handlers.get(CHANNELS.request)?.(event, ...args) as Promise<Reply>;
  const own = { sender: contents, senderFrame: { url: PAGE, parent: null } };
  return {
    contents,
    own,
    asked,
    confirmed,
    remembered,
    gates,
    dropped,
    from,
    request: (...args: unknown[]) => from(own, ...args),
    snapshot: (event: object) => handlers.get(CHANNELS.snapshot)?.(event),
  };
}

describe('messages of the page', () => {
  it('are answered for the top frame of the one window at its own address, and for nobody else', async () => {
    const { contents, own, from, asked, snapshot } = setUp();
    const foreign = [
      { sender: { id: 2 }, senderFrame: own.senderFrame },
      { sender: contents, senderFrame: null },
      { sender: contents, senderFrame: { url: PAGE, parent: own.senderFrame } },
      ...[
        'about:blank',
        'data:text/html,x',
        'https://workstation/index.html',
        'app://workstation.evil/index.html',
        'app://workstation@evil/',
        'app://user@workstation/',
        'file:///app://workstation/',
        '',
      ].map((url) => ({ sender: contents, senderFrame: { url, parent: null } })),
    ];
    for (const event of foreign) {
      expect(await from(event, 'kill', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
      expect(() => snapshot(event)).toThrow(/only the page/);
    }
    expect(asked).toEqual([]);
    expect(await from(own, 'kill', {})).toMatchObject({ ok: true });
    expect(asked).toEqual([['kill', {}, 'page']]);
    expect(snapshot(own)).toEqual({ schema_version: 1 });
  });

  it('must be a short name and plain JSON of bounded size', async () => {
    const { request, asked } = setUp();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const bad: unknown[][] = [
      [],
      [7, {}],
      [{ toString: () => 'kill' }, {}],
      ['x'.repeat(61), {}],
      ['kill', {}, 'more'],
      ['kill', cycle],
      ['kill', 1n],
      ['kill', { text: 'x'.repeat(65_536) }],
    ];
    for (const args of bad) expect(await request(...args)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(asked).toEqual([]);
  });

  it('are limited in number at once, but KILL never is', async () => {
    const { request, gates } = setUp();
    const flood = Array.from({ length: 32 }, () => request('bars', {}));
    expect(await request('status', {})).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(await request('kill', {})).toMatchObject({ ok: true });
    for (const open of gates) open();
    await Promise.all(flood);
    expect(await request('status', {})).toMatchObject({ ok: true });
  });

  it('are limited in number at a time, snapshots too; KILL is done even then, and is not done again and again', async () => {
    const { request, snapshot, own, asked } = setUp();
    const replies = await Promise.all(Array.from({ length: 600 }, () => request('status', {})));
    const answered = replies.filter(({ ok }) => ok).length;
    expect(answered).toBeLessThan(500);
    expect(replies.at(-1)).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(() => snapshot(own)).toThrow(/too many/);
    expect(await request('kill', {})).toMatchObject({ ok: true });
    for (let count = 0; count < 10; count++) await request('kill', {});
    expect(asked.filter(([name]) => name === 'kill').length).toBe(1);
  });

  it('come from a page that is given up when it goes on and on', async () => {
    const { request, dropped } = setUp();
    let sent = 0;
    while (dropped.length === 0 && sent++ < 100_000) await request('status', {});
    expect(dropped).toEqual(['page']);
  });

  it('of the page after one that was given up are answered, and counted anew', () => {
    let floods = 0;
    const limits = new PageLimits(
      () => floods++,
      () => 0,
    );
    while (floods === 0) limits.take();
    expect([limits.take(), floods]).toEqual([true, 1]);
  });

  it('send a few test notices a minute, which go to the phone of a person', async () => {
    const { request, asked } = setUp();
    for (let count = 0; count < 20; count++) await request('testAlerts', {});
    expect(asked.length).toBe(5);
    expect(await request('testAlerts', {})).toMatchObject({ ok: false, error: { code: 'busy' } });
  });

  it('do not re-arm and do not reset the breaker: they open the dialog of the program', async () => {
    const { request, asked, confirmed } = setUp();
    for (const name of ['rearm', 'resetBreaker']) {
      expect(await request(name, { confirmation: 'REARM' })).toMatchObject({
        ok: false,
        error: { code: 'confirmation_needed' },
      });
    }
    expect(confirmed).toEqual(['rearm', 'resetBreaker']);
    expect(asked).toEqual([]);
  });

  it('start a session only with files the person allows; an accepted start is remembered', async () => {
    const refused = setUp(false);
    expect(await refused.request('start', { source: 'replay', replay: '/etc/passwd' })).toMatchObject({ ok: false });
    expect([refused.asked, refused.remembered]).toEqual([[], []]);
    const { request, remembered } = setUp();
    await request('start', { source: 'mock' });
    expect(remembered).toEqual([{ source: 'mock' }]);
  });

  it('save addresses of notices only when the person allows them; other saves are not asked about', async () => {
    const { request, asked } = setUp(false);
    const saved = (values: object, id = 'alerts') => request('configSave', { id, base: 'none', values });
    expect(await saved({ webhook_url: 'https://elsewhere.example' })).toMatchObject({
      ok: false,
      error: { code: 'confirmation_needed' },
    });
    expect(asked).toEqual([]);
    expect(await saved({ webhook_url: { keep: true }, ping_url: null, events: ['fill'] })).toMatchObject({ ok: true });
    expect(await saved({ name: 'bitunix' }, 'exchanges/bitunix')).toMatchObject({ ok: true });
  });
});
