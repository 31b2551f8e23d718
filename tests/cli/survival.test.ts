import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MOCK_RUN, QUIET, ROOT, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';
import { type Finished, La, la, until } from './support/la.ts';
import { readOnly, smallDisk } from './support/small-disk.ts';

const SHORT = ['run', '--source', 'mock', '--speed', 'max', '--duration', '2', '--seed', '5', '--breakers', 'off'];
const LONG = ['run', '--source', 'mock', '--speed', '200', '--duration', '60', '--seed', '5', '--breakers', 'off'];

function database(workspace: string): string {
  return join(workspace, 'paper', 'state.db');
}

/** One sentence on stderr, nothing on stdout, no stack. */
function expectSentence(result: Finished, code: number, message: RegExp): void {
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toMatch(message);
  expect(result.stderr.trim().split('\n')).toHaveLength(1);
  expect(result.stderr).not.toMatch(/\n\s+at |unexpected error/);
}

/** A session killed once it has told so many events. */
async function killedSession(workspace: string): Promise<string> {
  const session = new La([...LONG, '--workspace', workspace]);
  const events = join(workspace, 'runs', 'latest', 'events.jsonl');
  await until(() => existsSync(events) && readFileSync(events, 'utf8').split('\n').length > 230);
  session.child.kill('SIGKILL');
  await session.finished();
  return events;
}

function overwrite(path: string, from: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(file);
}

describe('8 an unreadable database', () => {
  it.each([
    ['garbage', (path: string) => overwrite(path, 0, statSync(path).size)],
    ['truncated', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['no database', (path: string) => writeFileSync(path, 'a letter to the editor\n')],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['damaged in the middle', (path: string) => overwrite(path, 4096 * 3, 4096 * 20)],
  ])('%s: moved aside, a fresh one, halted until re-armed, the runs untouched', async (_name, damage) => {
    const workspace = temporaryFolder();
    await runToEnd(workbenchIn(workspace), { durationMin: 1 });
    const before = readFileSync(join(workspace, 'runs', 'latest', 'events.jsonl'));
    damage(database(workspace));
    expectSentence(await la([...SHORT, '--workspace', workspace]), 99, /database was unreadable.*moved to.*la rearm/);
    expectSentence(await la([...SHORT, '--workspace', workspace]), 99, /state_lost.*la rearm/);
    expect(readdirSync(join(workspace, 'paper')).filter((name) => name.includes('.corrupt.'))).toHaveLength(1);
    expect(readFileSync(join(workspace, 'runs', 'latest', 'events.jsonl'))).toEqual(before);
    const workbench = workbenchIn(workspace);
    workbench.rearm('test');
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
    expect(workbench.audit('latest').finding).toBeNull();
  });

  it('keeps the last five', async () => {
    const workspace = temporaryFolder();
    const workbench = workbenchIn(workspace);
    mkdirSync(join(workspace, 'paper'), { recursive: true });
    for (let time = 0; time < 7; time++) {
      writeFileSync(database(workspace), `damage ${time}`);
      expect(() => workbench.resetAccount('5000', 'test')).toThrow(/unreadable/);
    }
    const copies = readdirSync(join(workspace, 'paper')).filter((name) => name.includes('.corrupt.'));
    expect(copies.sort().map((name) => readFileSync(join(workspace, 'paper', name), 'utf8').slice(0, 8))).toEqual(
      [2, 3, 4, 5, 6].map((time) => `damage ${time}`),
    );
  });

  it.each([
    ['garbage', (path: string) => overwrite(path, 0, statSync(path).size)],
    ['damaged in the middle', (path: string) => overwrite(path, Math.floor(statSync(path).size / 2), 4096)],
    ['deleted', (path: string) => rmSync(path)],
  ])(
    'a write-ahead log that is %s loses what was told: halted, closed by la stop, what was told kept',
    async (_, damage) => {
      const workspace = temporaryFolder();
      const events = await killedSession(workspace);
      const told = readFileSync(events);
      damage(`${database(workspace)}-wal`);
      const refused = /journal ends at event \d+, but event \d+ was already told.*la stop.*la rearm/;
      expectSentence(await la([...LONG, '--workspace', workspace]), 99, refused);
      expectSentence(await la([...LONG, '--workspace', workspace]), 99, /state_lost/);
      expect(readFileSync(events)).toEqual(told);
      expect(await la(['stop', '--workspace', workspace])).toMatchObject({ code: 0 });
      expect(readFileSync(join(workspace, 'runs', 'latest', 'events.told.jsonl'))).toEqual(told);
      expect(await la(['rearm', '--yes', '--workspace', workspace])).toMatchObject({ code: 0 });
      expect(workbenchIn(workspace).audit('latest').finding).toBeNull();
      expect(await la([...SHORT, '--workspace', workspace])).toMatchObject({ code: 0 });
    },
  );
});

describe('8 other files', () => {
  it('an unreadable safety.json counts as halted', async () => {
    const workspace = temporaryFolder();
    await runToEnd(workbenchIn(workspace), { durationMin: 1 });
    for (const text of ['', '{"halted":', '[]', '{"schema_version":1}']) {
      writeFileSync(join(workspace, 'paper', 'safety.json'), text);
      expectSentence(await la([...SHORT, '--workspace', workspace]), 99, /state_lost.*la rearm/);
    }
    expect(await la(['rearm', '--yes', '--workspace', workspace])).toMatchObject({ code: 0 });
    expect(await la([...SHORT, '--workspace', workspace])).toMatchObject({ code: 0 });
  });

  it.each([
    ['risk.json', '{"max_qty":', /risk\.json.*JSON/],
    ['risk.json', '{"max_qty": "much"}', /risk\.json.*max_qty/],
    ['alerts.json', '{"webhook_url": "mailto:me"}', /alerts\.json.*webhook_url.*http/],
    ['alerts.json', '{"webhook": ""}', /alerts\.json.*webhook.*unknown key/],
    [join('strategies', 'default.json'), Buffer.from([0, 1, 255]), /default\.json/],
    [join('exchanges', 'bitunix.json'), '[]', /bitunix\.json/],
  ])('a broken config/%s (%s) is one line and exit 6', async (name, content, message) => {
    const workspace = temporaryFolder();
    const path = join(workspace, 'config', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    expectSentence(await la([...SHORT, '--workspace', workspace]), 6, message);
    expect(existsSync(join(workspace, 'runs'))).toBe(false);
    expect(readFileSync(path)).toEqual(Buffer.from(content));
  });

  it('a database that another process has locked is refused, and free again is used', async () => {
    const workspace = temporaryFolder();
    await runToEnd(workbenchIn(workspace), { durationMin: 1 });
    const other = new Database(database(workspace));
    other.exec('BEGIN EXCLUSIVE');
    try {
      expectSentence(await la([...SHORT, '--workspace', workspace]), 1, /locked.*close that/);
    } finally {
      other.close();
    }
    expect(await la([...SHORT, '--workspace', workspace])).toMatchObject({ code: 0 });
  });

  it('a read-only workspace is refused with what to do', async ({ skip }) => {
    const workspace = temporaryFolder();
    await runToEnd(workbenchIn(workspace), { durationMin: 1 });
    if (!readOnly(workspace)) skip('only root can make a folder read-only for this test');
    expectSentence(await la([...SHORT, '--workspace', workspace]), 1, /read-only.*--workspace/);
    expect(await la(['status', '--workspace', workspace])).toMatchObject({ code: 0, stdout: 'STOPPED\n' });
    expect(await la(['doctor', '--workspace', workspace])).toMatchObject({ code: 1 });
  });
});

describe('8 a full disk', () => {
  it('stops with a clear message, loses nothing that was told, does not loop, and goes on once there is room', async ({
    skip,
  }) => {
    const disk = smallDisk('3m');
    if (disk === undefined) return skip('only root can mount a small disk');
    const { folder: workspace } = disk;
    const full = await la([...LONG, '--workspace', workspace]);
    expectSentence(full, 1, /full.*make room/);
    const told = readFileSync(join(workspace, 'runs', 'latest', 'events.jsonl'), 'utf8')
      .split('\n')
      .slice(0, -1);
    expect(told.length).toBeGreaterThan(200);
    expectSentence(await la([...LONG, '--workspace', workspace]), 1, /full.*make room/);
    disk.grow('100m');
    const workbench = workbenchIn(workspace);
    expect(workbench.audit('latest').finding).toBeNull();
    expect(workbench.verify('latest').difference).toBeNull();
    const again = await la([...SHORT, '--duration', '60', '--json', '--workspace', workspace]);
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'crashed_recovered', exit_code: 0 });
    const events = readFileSync(join(workspace, 'runs', 'latest', 'events.jsonl'), 'utf8');
    expect(events.startsWith(told.join('\n'))).toBe(true);
    expect(workbench.audit('latest').finding).toBeNull();
    expect(workbench.verify('latest').difference).toBeNull();
  }, 60_000);

  it('that holds only the files of the run does not stop the journal; the next start writes them anew', async ({
    skip,
  }) => {
    const disk = smallDisk('200k');
    if (disk === undefined) return skip('only root can mount a small disk');
    const workspace = temporaryFolder();
    symlinkSync(disk.folder, join(workspace, 'runs'));
    const run = [...SHORT, '--duration', '10', '--workspace', workspace];
    expectSentence(await la(run), 1, /full/);
    disk.grow('50m');
    expect(await la(run)).toMatchObject({ code: 0 });
    expect(workbenchIn(workspace).verify('latest').difference).toBeNull();
    expect(existsSync(join(workspace, 'runs', 'latest', 'final_report.json'))).toBe(true);
  });

  it('does not keep KILL from halting for good', async ({ skip }) => {
    const disk = smallDisk('4m');
    if (disk === undefined) return skip('only root can mount a small disk');
    const { folder: workspace } = disk;
    const workbench = workbenchIn(workspace);
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 1 }, QUIET);
    fill(join(workspace, 'filler'));
    session.command({ name: 'Kill', by: 'test' });
    expect(session.status()).toMatchObject({ is_halted: true, position: null });
    await expect(session.done).rejects.toMatchObject({ code: 'storage' });
    rmSync(join(workspace, 'filler'));
    expect(workbench.safety().halted).toMatchObject({ by: 'test' });
    expectSentence(await la([...LONG, '--workspace', workspace]), 99, /halted by test/);
  });
});

describe('8 too few file handles', () => {
  it.each([24, 28, 32])('%d: one sentence or a session, and afterwards a session', async (handles) => {
    const workspace = temporaryFolder();
    const program = join(ROOT, 'out', 'main', 'la.js');
    const child = spawn('sh', ['-c', `ulimit -n ${handles}; exec "$@"`, 'sh', process.execPath, program, ...SHORT], {
      env: { ...process.env, LA_WORKSPACE: workspace },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    await once(child, 'close');
    expect([0, 1]).toContain(child.exitCode);
    if (child.exitCode === 1) expect(stderr).toMatch(/^[^\n]*EMFILE[^\n]*\n$/);
    expect(await la([...SHORT, '--workspace', workspace])).toMatchObject({ code: 0 });
    expect(workbenchIn(workspace).verify('latest').difference).toBeNull();
  });
});

/** Writes until the disk is full. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 65_536; size >= 1; size = Math.floor(size / 4)) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch {
        // smaller pieces still fit
      }
    }
  } finally {
    closeSync(file);
  }
}
