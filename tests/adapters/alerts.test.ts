import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AlertSink } from '../../main/adapters/alerts/alert-sink.ts';
import { makeScrubber } from '../../main/adapters/system/scrub.ts';
import type { EventLine } from '../../main/session/ports.ts';
import { ALERT_EVENTS, type AlertsConfig, alertsSchema } from '../../shared/config/alerts.ts';
import type { EventBody } from '../../shared/events.ts';
import { Listener } from '../support/listener.ts';
import { MOCK_RUN, QUIET, readText, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

function lines(...bodies: readonly EventBody[]): EventLine[] {
  return bodies.map((body, index) => {
    const event = { timestamp: '2025-01-01T00:00:00.000Z', seq: index + 1, event_id: `t-${index + 1}`, ...body };
    return { event, line: JSON.stringify(event) };
  });
}

const FIGURES = { equity: '9500', peak_equity: '10000', drawdown_pct: 5, losing_streak: 2, daily_loss: '500' };
const LOST: EventBody = { event: 'FeedLost', reason: 'no data, token=abcdef123456 was sent' };
const CONNECTED: EventBody = { event: 'FeedConnected', source: 'bitunix' };
const DECIDED = { event: 'DecisionMade' } as EventBody;

function sinkFor(config: Partial<AlertsConfig>) {
  const log: string[] = [];
  const clock = { now: 0 };
  const sink = new AlertSink({
    config: () => alertsSchema.parse(config),
    runId: '20250101-000000-mock-abcd',
    log: { write: (_level, _component, message) => log.push(message) },
    scrub: makeScrubber([]),
    monotonicMs: () => clock.now,
  });
  return { sink, log, clock };
}

/** A workspace with this alerts.json. */
function workspaceWith(alerts: object): string {
  const workspace = temporaryFolder();
  mkdirSync(join(workspace, 'config'));
  writeFileSync(join(workspace, 'config', 'alerts.json'), JSON.stringify(alerts), { mode: 0o600 });
  return workspace;
}

describe('12.24 notices', () => {
  it('go out on trip, halt, feed lost, recovered and KillIncomplete, scrubbed, in order, and nothing else', async () => {
    const listener = await new Listener().start();
    const { sink } = sinkFor({ webhook_url: `${listener.url}/hook` });
    sink.events(
      lines(
        CONNECTED,
        { event: 'CIRCUIT_BREAKER_TRIPPED', reason: 'drawdown', figures: FIGURES },
        { event: 'KillEngaged', by: 'page' },
        { event: 'KillIncomplete', left: 'a position' },
        LOST,
        CONNECTED,
        CONNECTED,
        { event: 'SessionRecovered', last_seq: 5, equity: '9500', position: 'flat' },
        { event: 'EntriesPaused', by: 'page' },
      ),
    );
    const bodies = (await listener.until(6)).map(({ body }) => JSON.parse(body) as { about: string; text: string });
    expect(bodies.map(({ about }) => about)).toEqual([
      'trip',
      'halt',
      'kill_incomplete',
      'feed_lost',
      'recovered',
      'recovered',
    ]);
    expect(bodies[0]).toMatchObject({ schema_version: 1, run_id: '20250101-000000-mock-abcd' });
    expect(JSON.stringify(bodies)).not.toContain('abcdef123456');
    await sink.dispose();
    expect(listener.received).toHaveLength(6);
  });

  it('only for the events that were asked for', async () => {
    const listener = await new Listener().start();
    const { sink } = sinkFor({ webhook_url: listener.url, events: ['halt'] });
    sink.events(lines(LOST, { event: 'KillEngaged', by: 'page' }));
    await listener.until(1);
    await sink.dispose();
    expect(listener.received.map(({ body }) => (JSON.parse(body) as { about: string }).about)).toEqual(['halt']);
  });

  it('a ping is sent while decisions are made, at most every 30 s, and falls silent with them', async () => {
    const listener = await new Listener().start();
    const { sink, clock } = sinkFor({ ping_url: `${listener.url}/ping` });
    for (const now of [0, 1000, 29_000, 31_000, 40_000, 62_000]) {
      clock.now = now;
      sink.events(lines(DECIDED));
      if ([0, 31_000, 62_000].includes(now)) await listener.until([0, 31_000, 62_000].indexOf(now) + 1);
    }
    clock.now = 200_000;
    sink.events(lines(LOST));
    await sink.dispose();
    expect(listener.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /ping',
      'GET /ping',
      'GET /ping',
    ]);
  });

  it('a flood is bounded, and told once in the log', async () => {
    const listener = await new Listener(() => {}).start();
    const { sink, log } = sinkFor({ webhook_url: listener.url });
    for (let count = 0; count < 500; count++) sink.events(lines(LOST));
    expect(log.filter((line) => /dropped/.test(line))).toHaveLength(1);
    await sink.dispose();
    expect(listener.received.length).toBeLessThan(2);
  });

  it.each([
    ['hangs', () => {}, undefined],
    [
      'answers 500',
      (_: unknown, response: { writeHead(code: number): void; end(): void }) => {
        response.writeHead(500);
        response.end();
      },
      /127\.0\.0\.1:\d+ answered 500/,
    ],
    [
      'redirects',
      (_: unknown, response: { writeHead(code: number, headers: object): void; end(): void }) => {
        response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' });
        response.end();
      },
      /answered 302/,
    ],
    ['closes', (request: { socket: { destroy(): void } }) => request.socket.destroy(), /could not be reached/],
  ] as const)('a server that %s changes nothing about the session', async (_name, answer, logged) => {
    const listener = await new Listener(answer as never).start();
    const workspace = workspaceWith({
      webhook_url: `${listener.url}/hook/s3cretpath99`,
      ping_url: `${listener.url}/ping`,
    });
    const outcome = await runToEnd(workbenchIn(workspace), { durationMin: 6 });
    const plain = await runToEnd(workbenchIn(temporaryFolder()), { durationMin: 6 });
    expect(readText(outcome.run_dir, 'events.jsonl')).toBe(readText(plain.run_dir, 'events.jsonl'));
    expect(listener.received.length).toBeGreaterThan(0);
    const system = readText(outcome.run_dir, 'system.jsonl');
    if (logged !== undefined) expect(system).toMatch(logged);
    expect(system).not.toContain('s3cretpath99');
    expect(workbenchIn(workspace).verify('latest').difference).toBeNull();
  });

  it('an address that is saved while a session runs is used at once', async () => {
    const listener = await new Listener().start();
    const workspace = workspaceWith({});
    const session = await workbenchIn(workspace).startSession({ ...MOCK_RUN, durationMin: 0, speed: 50 }, QUIET);
    const editor = workbenchIn(workspace).openWorkstation();
    const read = await editor.request('configRead', { id: 'alerts' }, 'page');
    const { base } = (read as { value: { base: string } }).value;
    const values = { webhook_url: null, ping_url: `${listener.url}/ping`, events: [] };
    expect(await editor.request('configSave', { id: 'alerts', base, values }, 'page')).toMatchObject({ ok: true });
    await listener.until(1);
    session.requestStop('user_stop', 'test');
    const { run_dir: folder } = await session.done;
    await editor.dispose('test');
    expect(readText(folder, 'system.jsonl')).toContain('alerts.json was changed');
    expect(workbenchIn(workspace).verify('latest').difference).toBeNull();
  });

  it('KILL tells its notice although the session ends with it', async () => {
    const listener = await new Listener().start();
    const workbench = workbenchIn(workspaceWith({ webhook_url: listener.url }));
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 1 }, QUIET);
    session.command({ name: 'Kill', by: 'page' });
    await session.done;
    expect((await listener.until(1)).at(-1)?.body).toContain('KILL by page');
  });

  it('la alerts test sends one, says to whom, and fails with the reason; without an address it says where to write it', async () => {
    const listener = await new Listener().start();
    const host = new URL(listener.url).host;
    expect(await workbenchIn(workspaceWith({ webhook_url: `${listener.url}/x` })).testAlerts()).toBe(host);
    expect(JSON.parse(listener.received[0]?.body ?? '')).toMatchObject({ about: 'test' });
    const workstation = workbenchIn(workspaceWith({ webhook_url: `${listener.url}/y` })).openWorkstation();
    expect(await workstation.request('testAlerts', {}, 'page')).toEqual({ ok: true, value: { host } });
    const away = workbenchIn(workspaceWith({ webhook_url: 'http://127.0.0.1:9/s3cretpath99' }));
    await expect(away.testAlerts()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.not.stringContaining('s3cretpath99'),
    });
    await expect(workbenchIn(temporaryFolder()).testAlerts()).rejects.toMatchObject({ exitCode: 6 });
  });

  it('are off by default, for all events once there is an address, and only over http', () => {
    expect(alertsSchema.parse({})).toEqual({ webhook_url: null, ping_url: null, events: [...ALERT_EVENTS] });
    for (const bad of ['ftp://host/x', 'file:///etc/passwd', 'host', 'http://', 'javascript:alert(1)', 'http:// x'])
      expect(alertsSchema.safeParse({ webhook_url: bad }).success, bad).toBe(false);
    expect(alertsSchema.safeParse({ url: 'https://host' }).success).toBe(false);
    expect(alertsSchema.safeParse({ events: ['all'] }).success).toBe(false);
  });
});
