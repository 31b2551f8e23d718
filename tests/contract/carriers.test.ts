import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startWebServer } from '../../main/adapters/web/web-server.ts';
import { setupPageIpc } from '../../main/desktop/page-ipc.ts';
import type { Workstation } from '../../main/session/ports.ts';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import type { Frame, ServerMessage, Snapshot } from '../../shared/ipc/frames.ts';
import { foldSession, type SessionViewState } from '../../shared/session-view.ts';
import { readEvents, temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** A page's end of a carrier. */
interface Page {
  request(name: string, input?: unknown): Promise<Reply>;
  snapshot(): Promise<Snapshot>;
  onFrame(listener: (frame: Frame) => void): void;
}

/** Electron's IPC as it carries things: by structured clone, with the frame that sent it. */
async function overIpc(workstation: Workstation): Promise<Page> {
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  const contents = {} as WebContents;
  setupPageIpc({ handle: (name, handler) => void handlers.set(name, handler as never) } as Pick<IpcMain, 'handle'>, {
    workstation,
    window: { contents, dropFlooding: () => {} },
    confirmations: { confirm: async () => {} },
    consent: { allows: async () => true },
    filePlaces: () => ({ workspace: '/ws', cwd: '/', strategies: [] }),
    memory: { write: () => {} },
  });
  const event = { sender: contents, senderFrame: { url: 'app://workstation/index.html', parent: null } };
  const invoke = async (channel: string, ...args: unknown[]) =>
    structuredClone(await handlers.get(channel)?.(event, ...structuredClone(args)));
  return {
    request: (name, input) => invoke(CHANNELS.request, name, input) as Promise<Reply>,
    snapshot: () => invoke(CHANNELS.snapshot) as Promise<Snapshot>,
    onFrame: (listener) => {
      onTestFinished(workstation.onFrame((frame) => listener(structuredClone(frame))));
    },
  };
}

async function overWebSocket(workstation: Workstation): Promise<Page> {
  const server = await startWebServer(workstation, { offer: { kind: 'workstation', pageFolder: null }, port: 0 });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws?token=${server.token}`);
  onTestFinished(async () => {
    socket.terminate();
    await server.close();
  });
  const replies = new Map<number, (reply: Reply) => void>();
  const listeners: ((frame: Frame) => void)[] = [];
  let snapshots: ((snapshot: Snapshot) => void)[] = [];
  let nextId = 1;
  const ready = new Promise<void>((resolve) => snapshots.push(() => resolve()));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as ServerMessage;
    if (message.type === 'reply') replies.get(message.id)?.(message.reply);
    else if (message.type === 'frame') for (const listener of listeners) listener(message.frame);
    else {
      const waiting = snapshots;
      snapshots = [];
      for (const resolve of waiting) resolve(message.snapshot);
    }
  });
  await ready;
  return {
    request: (name, input = {}) =>
      new Promise((resolve) => {
        const id = nextId++;
        replies.set(id, resolve);
        socket.send(JSON.stringify({ type: 'request', id, name, input }));
      }),
    snapshot: () =>
      new Promise((resolve) => {
        snapshots.push(resolve);
        socket.send(JSON.stringify({ type: 'snapshot' }));
      }),
    onFrame: (listener) => listeners.push(listener),
  };
}

const START = { source: 'mock', speed: 0, seed: 7, durationMin: 10, breakersOn: false };

/** The page's own way to keep in step: fold what fits, ask for a snapshot when something does not. */
async function followToEnd(page: Page): Promise<SessionViewState> {
  const frames: Frame[] = [];
  let wake = () => {};
  page.onFrame((frame) => {
    frames.push(frame);
    wake();
  });
  let { view } = await page.snapshot();
  expect(await page.request('start', START)).toMatchObject({ ok: true });
  for (;;) {
    const frame = frames.shift();
    if (frame === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    view = frame.resync ? (await page.snapshot()).view : (foldSession(view, frame.events) ?? view);
    if (view.events.at(-1)?.event === 'SessionEnd') return view;
  }
}

describe.each([
  ['Electron IPC', overIpc],
  ['WebSocket', overWebSocket],
])('the contract over %s', (_name, connect) => {
  async function open() {
    const workspace = temporaryFolder();
    const workstation = workbenchIn(workspace).openWorkstation();
    onTestFinished(() => workstation.dispose('test'));
    return { workspace, page: await connect(workstation) };
  }

  it('answers what is asked wrongly with a code and a sentence', async () => {
    const { page } = await open();
    const wrong: [string, unknown, string][] = [
      ['fly', {}, 'unknown_request'],
      ['toString', {}, 'unknown_request'],
      ['start', { source: 'casino' }, 'bad_input'],
      ['start', { source: 'mock', mode: 'live' }, 'bad_input'],
      ['kill', { gently: true }, 'bad_input'],
      ['bars', { before: 'now', count: 5 }, 'bad_input'],
      ['stop', {}, 'not_found'],
      ['closePosition', {}, 'not_found'],
    ];
    for (const [name, input, code] of wrong) {
      expect(await page.request(name, input)).toMatchObject({ ok: false, error: { code } });
    }
  });

  it('shows a session from start to end: the folded frames are the events of the run', async () => {
    const { workspace, page } = await open();
    const view = await followToEnd(page);
    const run = join(workspace, 'runs', 'latest');
    await expect.poll(() => existsSync(join(run, 'final_report.json'))).toBe(true);
    const events = readEvents(run);
    expect(view.seq).toBe(events.at(-1)?.seq);
    expect(view.exits.length).toBe(events.filter(({ event }) => event === 'ExecutionExit').length);
    const first = view.bars[0]?.t ?? 0;
    expect(await page.request('bars', { before: first, count: 10 })).toEqual({ ok: true, value: { bars: [] } });
    const status = await page.request('status');
    expect(status).toMatchObject({ ok: true, value: { state: 'stopped', stop_reason: 'completed' } });
  });

  it('kills with or without a session, and stays halted', async () => {
    const { page } = await open();
    expect(await page.request('start', { ...START, speed: 1, durationMin: 0 })).toMatchObject({ ok: true });
    expect(await page.request('kill')).toMatchObject({ ok: true, value: { flat: true } });
    expect(await page.request('kill', {})).toMatchObject({ ok: true, value: { flat: true } });
    expect((await page.snapshot()).safety.halted).not.toBeNull();
  });
});
