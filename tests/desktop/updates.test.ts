import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { type ClientRequest, createServer, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { updateObstacle } from '../../main/desktop/update-obstacle.ts';
import { type Updater, Updates } from '../../main/desktop/updates.ts';
import { MOCK_RUN, QUIET, temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** Its own client, over Node's network instead of Electron's. */
const { ElectronHttpExecutor } = createRequire(import.meta.url)('electron-updater/out/electronHttpExecutor.js') as {
  ElectronHttpExecutor: new () => object;
};
class LoopbackExecutor extends ElectronHttpExecutor {
  createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest {
    return request(options, callback);
  }
}

const PROGRAM = Buffer.from('#!/bin/sh\nexit 0\n');

/** A place to take updates from, on loopback. */
async function updateServer(version: string, sha512 = createHash('sha512').update(PROGRAM).digest('base64')) {
  const asked: string[] = [];
  const server = createServer((message, response) => {
    const path = new URL(message.url ?? '/', 'http://127.0.0.1').pathname;
    asked.push(path);
    const listing = {
      version,
      files: [{ url: 'new.AppImage', sha512, size: PROGRAM.length }],
      path: 'new.AppImage',
      sha512,
    };
    if (path.startsWith('/latest'))
      response.end(JSON.stringify({ ...listing, releaseDate: '2026-01-01T00:00:00.000Z' }));
    else if (path === '/new.AppImage') response.end(PROGRAM);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The real electron-updater, as in a packed program of version 1.0.0 on Linux; installing is only noted. */
function updaterFrom(url: string, installed: unknown[][]): Updater {
  const folder = temporaryFolder();
  const updater = new AppImageUpdater(
    { provider: 'generic', url },
    {
      version: '1.0.0',
      name: 'laptop-agents',
      isPackaged: true,
      appUpdateConfigPath: join(folder, 'app-update.yml'),
      userDataPath: folder,
      baseCachePath: folder,
      whenReady: async () => {},
      relaunch: () => {},
      quit: () => {},
      onQuit: () => {},
    },
  );
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: laptop-agents-updater\n');
  Object.assign(updater, { httpExecutor: new LoopbackExecutor() });
  // its client has been handed to the provider it was made with
  updater.setFeedURL({ provider: 'generic', url });
  updater.on('error', () => {});
  updater.quitAndInstall = (...how) => void installed.push(how);
  return updater;
}

async function setUp(
  version: string,
  options: { sha512?: string; answers?: string[]; obstacles?: (string | undefined)[] } = {},
) {
  const { url, asked } = await updateServer(version, options.sha512);
  vi.stubEnv('APPIMAGE', join(temporaryFolder(), 'old.AppImage'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const origin = join(temporaryFolder(), 'app-update.yml');
  writeFileSync(origin, '');
  const told: string[] = [];
  const installed: unknown[][] = [];
  const answers = [...(options.answers ?? ['Download', 'Install'])];
  const obstacles = [...(options.obstacles ?? [])];
  const updates = new Updates({
    version: '1.0.0',
    originFile: () => origin,
    dialogs: {
      ask: async ({ button }) => answers.shift() === button,
      tell: async (message) => void told.push(message),
    },
    load: async () => updaterFrom(url, installed),
    obstacle: () => obstacles.shift(),
    leave: (how) => how(),
    startAgain: () => void told.push('started again'),
    scrub: (text) => text.replaceAll(url, '***'),
  });
  return { updates, told, installed, asked, origin, url };
}

describe('updates', () => {
  it('a newer version is downloaded and installed, each after a question', async () => {
    const { updates, told, installed, asked } = await setUp('1.1.0');
    await updates.check();
    expect(told).toEqual(['Version 1.1.0 is being installed.']);
    expect(installed).toEqual([[false, true]]);
    expect(asked).toContain('/new.AppImage');
  });

  it.each([['1.0.0'], ['0.9.9']])('version %s is no news', async (version) => {
    const { updates, told, asked, installed } = await setUp(version);
    await updates.check();
    expect([told, installed, asked.includes('/new.AppImage')]).toEqual([['Version 1.0.0 is the newest.'], [], false]);
  });

  it('who says no gets nothing downloaded, or nothing installed', async () => {
    const first = await setUp('1.1.0', { answers: ['Cancel'] });
    await first.updates.check();
    expect([first.told, first.asked.includes('/new.AppImage')]).toEqual([['Version 1.0.0 stays.'], false]);
    const second = await setUp('1.1.0', { answers: ['Download', 'Cancel'] });
    await second.updates.check();
    expect([second.told, second.installed]).toEqual([['Version 1.0.0 stays.'], []]);
  });

  it('while a session runs nothing is asked for; one that begins during the download forbids installing', async () => {
    const running = await setUp('1.1.0', { obstacles: ['a session runs; stop it first'] });
    await running.updates.check();
    expect(running.told).toEqual(['Nothing is updated now: a session runs; stop it first.']);
    expect(running.asked).toEqual([]);
    const later = await setUp('1.1.0', { obstacles: [undefined, 'a session runs; stop it first'] });
    await later.updates.check();
    expect([later.told, later.installed]).toEqual([['Nothing is updated now: a session runs; stop it first.'], []]);
  });

  it('a file that is not what was announced, or a server that is not there, changes nothing and is told', async () => {
    const forged = await setUp('1.1.0', { sha512: createHash('sha512').update('other').digest('base64') });
    await forged.updates.check();
    expect(forged.told).toEqual([
      expect.stringMatching(/^The update failed, and nothing was changed: .*sha512 checksum/i),
    ]);
    expect(forged.installed).toEqual([]);
    const { updates, told } = await setUp('1.1.0');
    const gone = new Updates({
      ...Reflect.get(updates, 'parts'),
      load: async () => updaterFrom('http://127.0.0.1:9', []),
    });
    await gone.check();
    expect(told).toEqual([expect.stringMatching(/^The update failed, and nothing was changed: .*ECONNREFUSED/)]);
  });

  it('one that is downloaded and cannot be installed starts the program again, which has left by then', async () => {
    const { updates, told, url } = await setUp('1.1.0');
    const install = AppImageUpdater.prototype.quitAndInstall;
    const stubborn = new Updates({
      ...Reflect.get(updates, 'parts'),
      // its own way of installing, with the old file in a folder that is not there
      load: async () => Object.assign(updaterFrom(url, []), { quitAndInstall: install }),
    });
    vi.stubEnv('APPIMAGE', join(temporaryFolder(), 'gone', 'old.AppImage'));
    await stubborn.check();
    await expect.poll(() => told).toContain('started again');
    expect(told).toContainEqual(
      expect.stringMatching(/^The update failed, and nothing was changed: .* The program starts again\.$/),
    );
  });

  it('without a place to take them from they are off, and nothing is loaded', async () => {
    const told: string[] = [];
    const updates = new Updates({
      version: '1.0.0',
      originFile: () => join(temporaryFolder(), 'none.yml'),
      dialogs: { ask: async () => true, tell: async (message) => void told.push(message) },
      load: () => Promise.reject(new Error('loaded')),
      obstacle: () => undefined,
      leave: (how) => how(),
      startAgain: () => {},
      scrub: (text) => text,
    });
    await updates.check();
    expect(told).toEqual([expect.stringMatching(/^Updates are off: /)]);
  });

  it('are forbidden by a session, here or elsewhere, and by an interrupted run', async () => {
    const workbench = workbenchIn(temporaryFolder());
    expect(updateObstacle(workbench, false)).toBeUndefined();
    expect(updateObstacle(workbench, true)).toMatch(/a session runs/);
    const session = await workbench.startSession({ ...MOCK_RUN, speed: 1, durationMin: 0 }, QUIET);
    expect(updateObstacle(workbench, false)).toMatch(/process \d+ runs a session/);
    expect(workbench.hasUnfinished()).toBe(true);
    session.requestStop('user_stop', 'test');
    await session.done;
    expect(updateObstacle(workbench, false)).toBeUndefined();
    const held = { holder: () => undefined, hasUnfinished: () => true };
    expect(updateObstacle(held, false)).toMatch(/interrupted run/);
    expect(existsSync(workbench.workspace)).toBe(true);
  });
});
