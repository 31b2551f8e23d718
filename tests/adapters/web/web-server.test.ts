import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startWebServer } from '../../../main/adapters/web/web-server.ts';
import type { WebOffer } from '../../../main/session/ports/web-server.ts';
import type { Frame, ServerMessage, Snapshot } from '../../../shared/ipc/frames.ts';
import { foldSession } from '../../../shared/session-view.ts';
import { readEvents, temporaryFolder, workbenchIn } from '../../support/workspace.ts';

const API_ONLY = { kind: 'workstation', pageFolder: null } as const;

async function serve(offer: WebOffer = API_ONLY) {
  const workspace = temporaryFolder();
  const workstation = workbenchIn(workspace).openWorkstation();
  const server = await startWebServer(workstation, { offer, port: 0 });
  onTestFinished(async () => {
    await workstation.dispose('test');
    await server.close();
  });
  return { workspace, workstation, server };
}

/** A request with full control over its headers, Host included. */
function ask(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** A page's socket that keeps what it is sent and waits for what a test looks for. */
class Page {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  snapshot: Snapshot | undefined;
  private readonly replies = new Map<number, (reply: unknown) => void>();
  private waiting: (() => void)[] = [];
  private nextId = 1;

  constructor(url: string, token: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws?token=${token}`);
    this.socket.on('message', (data) => this.take(JSON.parse(String(data)) as ServerMessage));
    onTestFinished(() => this.socket.terminate());
  }

  private take(message: ServerMessage): void {
    if (message.type === 'snapshot') this.snapshot = message.snapshot;
    else if (message.type === 'frame') this.frames.push(message.frame);
    else this.replies.get(message.id)?.(message.reply);
    for (const look of this.waiting.splice(0)) look();
  }

  async until<T>(probe: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = probe();
      if (found !== undefined && found !== false) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  request(
    name: string,
    input: unknown = {},
  ): Promise<{ ok: boolean; value?: unknown; error?: { code: string; message: string } }> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.replies.set(id, (reply) => resolve(reply as { ok: boolean }));
      this.socket.send(JSON.stringify({ type: 'request', id, name, input }));
    });
  }
}

async function openPage(url: string, token: string): Promise<Page> {
  const page = new Page(url, token);
  await page.until(() => page.snapshot);
  return page;
}

describe('the loopback server', () => {
  it('12.21 answers nothing but 403 without the token, with a wrong one, another origin or another host name', async () => {
    const { server } = await serve();
    const own = { authorization: `Bearer ${server.token}` };
    expect((await ask(`${server.url}/api/status`, own)).status).toBe(200);
    expect((await ask(`${server.url}/api/status?token=${server.token}`)).status).toBe(200);
    for (const path of ['/', '/api/status', '/assets/index.js', '/nothing', '/ws']) {
      expect((await ask(server.url + path)).status, path).toBe(403);
      expect((await ask(`${server.url}${path}?token=${'0'.repeat(48)}`)).status, path).toBe(403);
      expect((await ask(server.url + path, { ...own, origin: 'http://evil.example' })).status, path).toBe(403);
      expect((await ask(server.url + path, { ...own, host: 'evil.example' })).status, path).toBe(403);
      expect((await ask(server.url + path, { ...own, host: 'localhost.evil.example:80' })).status, path).toBe(403);
    }
    expect((await ask(`${server.url}/api/kill`, {}, 'POST')).status).toBe(403);
    expect((await ask(`${server.url}/?token=wrong`)).text).toMatch(/token/);
  });

  it('10 /health needs no token and holds nothing secret, but a loopback host', async () => {
    const { server } = await serve();
    const { status, text } = await ask(`${server.url}/health`);
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(text) as object).sort()).toEqual([
      'equity',
      'errors',
      'feed_age_ms',
      'halted',
      'status',
      'uptime',
    ]);
    expect(text).not.toContain(server.token);
    expect((await ask(`${server.url}/health`, { host: 'evil.example' })).status).toBe(403);
  });

  it('12.21 a WebSocket without the token or from another origin is refused with 403', async () => {
    const { server } = await serve();
    const refused = (url: string, origin?: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url, origin === undefined ? {} : { origin });
        socket.on('error', (error) => resolve(error.message));
        socket.on('open', () => resolve('open'));
      });
    const base = server.url.replace('http', 'ws');
    expect(await refused(`${base}/ws`)).toMatch(/403/);
    expect(await refused(`${base}/ws?token=wrong`)).toMatch(/403/);
    expect(await refused(`${base}/ws?token=${server.token}`, 'http://evil.example')).toMatch(/403/);
    expect(await refused(`${base}/elsewhere?token=${server.token}`)).toMatch(/403/);
    expect(await refused(`${base}/ws?token=${server.token}`)).toBe('open');
  });

  it('survives a request for what is no address, which any page of a browser may send', async () => {
    for (const offer of [API_ONLY, { kind: 'control' } as const]) {
      const { server } = await serve(offer);
      const { host, port } = new URL(server.url);
      for (const upgrade of ['', 'Connection: Upgrade\r\nUpgrade: websocket\r\n']) {
        const status = await new Promise<string>((resolve) => {
          const socket = connect(Number(port), '127.0.0.1');
          socket.on('data', (data) => resolve(String(data).split('\r\n', 1)[0] ?? ''));
          socket.on('error', () => resolve('cut off'));
          socket.write(`GET // HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n`);
          onTestFinished(() => {
            socket.destroy();
          });
        });
        expect(status).toBe('HTTP/1.1 403 Forbidden');
      }
      expect((await ask(`${server.url}/health`)).status).toBe(200);
    }
  });

  it('ends while somebody holds on to a WebSocket that was refused', async () => {
    for (const offer of [API_ONLY, { kind: 'control' } as const]) {
      const { server } = await serve(offer);
      const { host, port } = new URL(server.url);
      // reads nothing, so that it never learns that the server hung up
      const socket = connect(Number(port), '127.0.0.1').pause();
      socket.on('error', () => {});
      onTestFinished(() => {
        socket.destroy();
      });
      socket.write(`GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      await new Promise((resolve) => socket.once('readable', resolve));
      await server.close();
    }
  });

  it('listens on loopback only', async () => {
    const { server } = await serve();
    const { networkInterfaces } = await import('node:os');
    const port = Number(new URL(server.url).port);
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((face) => face?.internal === false && face.family === 'IPv4');
    for (const face of others) {
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(port, face?.address);
        socket.on('error', () => resolve('refused'));
        socket.on('connect', () => resolve('connected'));
      });
      expect(answer).toBe('refused');
    }
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  it('an explicit port that is taken is told in one sentence', async () => {
    const { server, workstation } = await serve();
    const port = Number(new URL(server.url).port);
    await expect(startWebServer(workstation, { offer: API_ONLY, port })).rejects.toMatchObject({ code: 'bad_flag' });
  });

  it('12.10 offers control alone: what looks or makes safer, and neither page, frames, start nor what lifts a halt', async () => {
    const { server, workspace } = await serve({ kind: 'control' });
    const own = { authorization: `Bearer ${server.token}` };
    const post = (name: string, body: object = {}) =>
      ask(`${server.url}/api/${name}`, own, 'POST', JSON.stringify(body));
    expect((await ask(`${server.url}/api/status`, own)).status).toBe(200);
    expect((await post('kill')).text).toContain('"flat":true');
    for (const [name, body] of [
      ['rearm', { confirmation: 'REARM' }],
      ['resetBreaker', { confirmation: 'RESET' }],
      ['start', { source: 'mock' }],
      ['bars', { before: 1, count: 1 }],
      ['fetchData', {}],
      ['constructor', {}],
    ] as const) {
      expect([name, (await post(name, body)).status]).toEqual([name, 403]);
    }
    expect(workbenchIn(workspace).safety().halted).not.toBeNull();
    expect((await ask(`${server.url}/?token=${server.token}`)).status).toBe(404);
    const refused = new WebSocket(`${server.url.replace('http', 'ws')}/ws?token=${server.token}`);
    expect(await new Promise((resolve) => refused.on('error', ({ message }) => resolve(message)))).toMatch(/403/);
  });

  it('never serves a file outside of the page folder', async () => {
    const { workstation } = await serve();
    const server = await startWebServer(workstation, {
      offer: { kind: 'workstation', pageFolder: import.meta.dirname },
      port: 0,
    });
    for (const path of [
      '/..%2f..%2fpackage.json',
      '/../../package.json',
      '/%2e%2e/support/workspace.ts',
      '/web-server.test.ts',
    ]) {
      expect((await ask(`${server.url}${path}?token=${server.token}`)).status, path).toBe(404);
    }
    await server.close();
  });
});

describe('the contract over WebSocket', () => {
  it('starts a session, sends every event once in frames without a gap, and the page folds to the same view', async () => {
    const { server, workstation } = await serve();
    const page = await openPage(server.url, server.token);
    const second = await openPage(server.url, server.token);
    expect(
      await page.request('start', { source: 'mock', seed: 7, speed: 200, durationMin: 10, breakersOn: false }),
    ).toMatchObject({ ok: true });
    await page.until(() => page.frames.some((frame) => frame.session?.state === 'stopped'));
    const numbers = page.frames.map(({ n }) => n);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    await second.until(() => second.frames.some((frame) => frame.session?.state === 'stopped'));

    let view = workstation.snapshot().view;
    const whole = view;
    view = { ...view, seq: 0, bars: [], decisions: [], fills: [], exits: [], equity: [], events: [], trail: null };
    const events = page.frames.flatMap((frame) => frame.events);
    const missing = events[0]?.seq ?? 1;
    if (missing === 1) expect(foldSession(view, events)).toEqual(whole);
    expect(whole.seq).toBe(events.at(-1)?.seq);
    expect(whole.bars.length).toBeGreaterThanOrEqual(299);
  });

  it('refuses unknown requests and bad input in words, and a wrong confirmation', async () => {
    const { server } = await serve();
    const page = await openPage(server.url, server.token);
    expect(await page.request('selfDestruct')).toMatchObject({ ok: false, error: { code: 'unknown_request' } });
    expect(await page.request('toString')).toMatchObject({ ok: false, error: { code: 'unknown_request' } });
    expect(await page.request('start', { source: 'oracle' })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
    expect(await page.request('start', { source: 'mock', extra: 1 })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
    expect(await page.request('rearm', { confirmation: 'rearm' })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
    expect(await page.request('stop')).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('survives 10,000 hostile messages and still kills', async () => {
    const { server, workspace } = await serve();
    const page = await openPage(server.url, server.token);
    await page.request('start', { source: 'mock', seed: 7, speed: 50, breakersOn: false });
    const hostile = [
      '',
      '{',
      'null',
      '[]',
      '{"type":"request"}',
      '{"type":"request","id":"x","name":1}',
      '{"__proto__":{"a":1}}',
      '{"type":"snapshot","x":1}',
      '\u0000',
    ];
    for (let index = 0; index < 10_000; index++) page.socket.send(hostile[index % hostile.length] ?? '');
    expect(await page.request('kill')).toMatchObject({ ok: true, value: { flat: true } });
    await page.until(() => page.frames.some((frame) => frame.safety.halted !== null));
    expect(await page.request('start', { source: 'mock' })).toMatchObject({ ok: false, error: { code: 'halted' } });
    expect(await page.request('rearm', { confirmation: 'REARM' })).toMatchObject({ ok: true });
    expect(await page.request('start', { source: 'mock', seed: 8, speed: 50 })).toMatchObject({ ok: true });
    const events = readEvents(join(workspace, 'runs', 'latest'));
    expect(events[0]).toMatchObject({ event: 'SessionStart', seed: 8 });
  });

  it('KILL with no session running halts the workspace durably', async () => {
    const { server, workspace } = await serve();
    const page = await openPage(server.url, server.token);
    expect(await page.request('kill')).toMatchObject({ ok: true, value: { flat: true } });
    expect(workbenchIn(workspace).safety().halted).toMatchObject({ by: 'page' });
  });

  it('gives older bars on demand, oldest first, and none before the first', async () => {
    const { server } = await serve();
    const page = await openPage(server.url, server.token);
    await page.request('start', { source: 'mock', seed: 7, speed: 0, durationMin: 20, breakersOn: false });
    await page.until(() => page.frames.some((frame) => frame.session?.state === 'stopped'));
    const reply = await page.request('bars', { before: 1_735_689_600_000, count: 50 });
    const { bars } = reply.value as { bars: { t: number }[] };
    expect(bars).toHaveLength(50);
    expect(bars.at(-1)?.t).toBe(1_735_689_600_000 - 60_000);
    expect(await page.request('bars', { before: 1, count: 5000 })).toMatchObject({ ok: true, value: { bars: [] } });
    expect(await page.request('bars', { before: 1, count: 5001 })).toMatchObject({ ok: false });
  });
});
