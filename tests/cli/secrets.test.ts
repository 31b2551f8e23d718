import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { scrubbedSource } from '../../main/composition/scrubbed-source.ts';
import { openScrubber } from '../../main/composition/scrubber.ts';
import type { MarketInput, MarketSource } from '../../main/session/ports.ts';
import { Listener } from '../support/listener.ts';
import { ROOT, temporaryFolder } from '../support/workspace.ts';
import { La, la, until } from './support/la.ts';

/** Planted keys: each would be found as it stands. */
const KEYS = {
  environment: 'canary-env-"quoted"\\key',
  password: 'canary password with spaces',
  webhook: 'canaryWebhook0123456789abcdef',
  ping: 'canaryPing0123456789',
  title: 'canaryTitle0123456789abcdef',
  bearer: 'canaryBearer.0123-4567',
} as const;

const ENVIRONMENT = { LA_CANARY_API_KEY: KEYS.environment, SOME_PASSWORD: KEYS.password, JSON_LOGS: '1' };

/** Every form in which a key could stand in a text. */
const NEEDLES = Object.values(KEYS).flatMap((key) => [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]);

function expectClean(text: string, where: string): void {
  for (const needle of NEEDLES) expect(text.includes(needle), `${needle} in ${where}`).toBe(false);
}

/** Everything in a folder but the configuration that holds the keys: every byte, and every text of the databases. */
function expectFolderClean(workspace: string): number {
  let looked = 0;
  for (const entry of readdirSync(workspace, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.startsWith(join(workspace, 'config'))) continue;
    expectClean(readFileSync(path, 'latin1'), path);
    looked++;
  }
  const db = new Database(join(workspace, 'paper', 'state.db'), { readonly: true });
  for (const table of db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[])
    expectClean(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()), table);
  db.close();
  return looked;
}

async function plantedWorkspace(): Promise<{ workspace: string; listener: Listener }> {
  const listener = await new Listener((_request, response) => {
    response.writeHead(500);
    response.end(`no such key ${KEYS.webhook}`);
  }).start();
  const workspace = temporaryFolder();
  mkdirSync(join(workspace, 'config', 'strategies'), { recursive: true });
  const strategy = JSON.parse(readFileSync(join(ROOT, 'config', 'strategies', 'default.json'), 'utf8')) as object;
  const meta = { name: `mine, api_key=${KEYS.title}`, notes: KEYS.title, author: `Bearer ${KEYS.bearer}` };
  writeFileSync(join(workspace, 'config', 'strategies', 'mine.json'), JSON.stringify({ ...strategy, meta }));
  const alerts = {
    webhook_url: `${listener.url}/services/${KEYS.webhook}?token=${KEYS.webhook}`,
    ping_url: `${listener.url}/${KEYS.ping}`,
  };
  writeFileSync(join(workspace, 'config', 'alerts.json'), JSON.stringify(alerts), { mode: 0o600 });
  return { workspace, listener };
}

const RUN = ['run', '--source', 'mock', '--strategy', 'mine', '--seed', '5', '--breakers', 'off', '--workspace'];

describe('9 secrets', () => {
  it('planted in environment, configuration and titles are in no artifact, log, output, database or notice', async () => {
    const { workspace, listener } = await plantedWorkspace();
    const options = { env: ENVIRONMENT };
    const outputs = [
      await la([...RUN, workspace, '--speed', 'max', '--duration', '6'], options),
      await la([...RUN, workspace, '--speed', 'max', '--duration', '2', '--json'], options),
      await la(['replay', 'latest', '--workspace', workspace], options),
      await la(['report', 'latest', '--workspace', workspace], options),
      await la(['config', 'show', 'mine', '--workspace', workspace], options),
      await la(['config', 'validate', '--workspace', workspace], options),
      await la(['doctor', '--json', '--workspace', workspace], options),
      await la(['alerts', 'test', '--workspace', workspace], options),
      await la(['run', '--strategy', KEYS.environment, '--workspace', workspace], options),
      await la(['run', '--source', KEYS.password, '--workspace', workspace], options),
      await la([`--${KEYS.environment}`], options),
      await la(['audit', KEYS.password, '--workspace', workspace], options),
      await la(['backtest', '--data', `token=${KEYS.title}`, '--workspace', workspace], options),
      await la(['account', 'reset', '--yes', '--equity', `Bearer ${KEYS.bearer}`, '--workspace', workspace], options),
    ];
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 6, 6, 6, 6, 6, 6]);
    for (const [index, { stdout, stderr }] of outputs.entries()) expectClean(stdout + stderr, `output ${index}`);
    expect(expectFolderClean(workspace)).toBeGreaterThan(15);
    for (const { body } of listener.received) expectClean(body, 'a notice');
    expect(listener.received.length).toBeGreaterThan(0);
  }, 60_000);

  it('a broken alerts.json does not quote its address', async () => {
    for (const text of [`{"webhook_url": "ftp://x/${KEYS.webhook}"}`, `{"webhook_url": "https://x/${KEYS.webhook}"`]) {
      const { workspace } = await plantedWorkspace();
      writeFileSync(join(workspace, 'config', 'alerts.json'), text);
      const { code, stdout, stderr } = await la([...RUN, workspace, '--speed', 'max', '--duration', '1']);
      expect(code).toBe(6);
      expectClean(stdout + stderr, 'the refusal');
    }
  });

  it('pages and API are told none: snapshot, frames, replies and refusals', async () => {
    const { workspace } = await plantedWorkspace();
    const served = new La(['serve', '--no-open', '--workspace', workspace], { env: ENVIRONMENT });
    const address = new URL(await until(() => /http:\S+/.exec(served.stdout)?.[0]));
    const token = address.searchParams.get('token') ?? '';
    const socket = new WebSocket(`ws://${address.host}/ws?token=${token}`);
    onTestFinished(() => socket.terminate());
    const messages: string[] = [];
    socket.on('message', (data) => messages.push(String(data)));
    await until(() => messages.length > 0);
    const start = { source: 'mock', strategy: 'mine', seed: 5, speed: 20, breakersOn: false };
    const requests = [
      ['start', { ...start, strategy: KEYS.environment }],
      ['start', { ...start, replay: null, source: 'replay', strategy: `token=${KEYS.title}` }],
      ['start', { ...start, source: KEYS.password }],
      [KEYS.password, {}],
      ['rearm', { confirmation: KEYS.environment }],
      ['start', start],
    ] as const;
    const replies: string[] = [];
    for (const [id, [name, input]] of requests.entries()) {
      socket.send(JSON.stringify({ type: 'request', id, name, input }));
      replies.push(await until(() => messages.find((text) => text.startsWith(`{"type":"reply","id":${id},`))));
    }
    expect(replies.filter((text) => text.includes('"ok":true'))).toHaveLength(1);
    await until(() => messages.some((text) => text.includes('DecisionMade')));
    const response = await fetch(`http://${address.host}/api/start`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...start, strategy: KEYS.environment }),
    });
    expectClean(await response.text(), 'the API');
    expectClean(messages.join('\n'), 'the WebSocket');
    served.child.kill('SIGTERM');
    await served.finished();
    expectClean(served.stdout + served.stderr, 'the output');
    expectFolderClean(workspace);
  }, 30_000);

  it('in what a source reports are masked before they are journaled', () => {
    const { text: scrub } = openScrubber({ SOME_SECRET: KEYS.environment });
    const pushed: MarketInput[] = [];
    const source: MarketSource = {
      start: (feed) => {
        feed.push([
          { kind: 'feed', event: { event: 'FeedLost', reason: `refused with ${KEYS.environment}` } },
          { kind: 'feed', event: { event: 'MalformedMessage', count: 1, first_sample: `{"api_key":"${KEYS.title}"}` } },
          { kind: 'error', error: 'auth', what: `Bearer ${KEYS.bearer} was refused` },
          { kind: 'quote', quote: { ts: 1, bid: 2, ask: 3, last: 2 } },
        ]);
        feed.end('error', `key ${KEYS.environment}`);
      },
      stop: () => {},
    };
    let endedBy = '';
    scrubbedSource(source, scrub).start(
      {
        push: (inputs) => pushed.push(...inputs),
        end: (_reason, by) => {
          endedBy = by;
        },
      },
      undefined as never,
      null,
    );
    expect(pushed).toHaveLength(4);
    expectClean(JSON.stringify(pushed) + endedBy, 'the inputs');
    expect(pushed[3]).toEqual({ kind: 'quote', quote: { ts: 1, bid: 2, ask: 3, last: 2 } });
  });

  it('run ids, hashes, order ids, paths and prices stay readable', () => {
    const { text: scrub } = openScrubber({ SOME_TOKEN: 'abcdefgh1234' });
    const plain = [
      'run 20250101-000000-mock-abcd ended: completed',
      `hash ${'a1'.repeat(32)} of commit ${'0f'.repeat(20)}`,
      'order 5-17 filled at 96466.1, event_id 3c-1234',
      'report /home/me/work2024/.workspace/runs/20250101-000000-mock-abcd/summary.html',
      'state.db.corrupt.2026-11-21T03-33-55-538Z',
    ];
    for (const line of plain) expect(scrub(line)).toBe(line);
    expect(scrub('my abcdefgh1234 and Bearer xyz12345')).toBe('my *** and Bearer ***');
  });
});
