import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestCrashRecords, writeCrashRecord } from '../../main/desktop/crash-records.ts';
import { Memory } from '../../main/desktop/memory.ts';
import { placesOf } from '../../main/desktop/places.ts';
import { noteRelaunch, relaunchOptions } from '../../main/desktop/relaunch.ts';
import { readSettings } from '../../main/desktop/settings.ts';
import { placeFrom } from '../../main/desktop/window-place.ts';
import { temporaryFolder } from '../support/workspace.ts';

const SCREEN = [{ x: 0, y: 25, width: 1920, height: 1055 }];
const USUAL = { width: 1360, height: 860, isMaximized: false };

describe("the window's place", () => {
  it('is the remembered one while it can be reached, else the usual one', () => {
    const place = { x: 100, y: 60, width: 900, height: 700, isMaximized: true };
    expect(placeFrom(place, SCREEN)).toEqual(place);
    expect(placeFrom({ ...place, x: -800 }, SCREEN)).toMatchObject({ x: -800 });
    for (const wrong of [undefined, null, 7, {}, { ...place, x: 'a' }, { ...place, width: 1e9 }]) {
      expect(placeFrom(wrong, SCREEN)).toEqual(USUAL);
    }
    // on a screen that is gone, above the screen, below it
    for (const gone of [{ x: 2500 }, { x: -900 }, { y: -300 }, { y: 1050 }]) {
      expect(placeFrom({ ...place, ...gone }, SCREEN)).toEqual({ ...USUAL, isMaximized: true });
    }
    expect(placeFrom({ ...place, width: 10, height: 10 }, SCREEN)).toMatchObject({ width: 720, height: 480 });
  });
});

describe('what is remembered', () => {
  it('survives a restart; a spoilt file is as good as none', () => {
    const path = join(temporaryFolder(), 'sub', 'memory.json');
    new Memory(path).write('window', { x: 1 });
    expect(new Memory(path).read('window')).toEqual({ x: 1 });
    expect(new Memory(path).read('toString')).toBeUndefined();
    writeFileSync(path, '[');
    expect(new Memory(path).read('window')).toBeUndefined();
  });

  it('lets the program start itself again three times an hour', () => {
    const memory = new Memory(join(temporaryFolder(), 'memory.json'));
    const at = [0, 1, 2, 3, 3_600_000, 3_600_001, 3_600_002].map((ms) => 1e12 + ms);
    expect(at.map((now) => noteRelaunch(memory, now))).toEqual([true, true, true, false, true, true, true]);
  });
});

describe('a program that starts itself again', () => {
  it('goes on with the session that ran, by the arguments it had', () => {
    const facts = { args: ['.', '--resume-session', '--workspace=/w'], isRunning: true, environment: {} };
    expect(relaunchOptions(facts)).toEqual({ args: ['.', '--workspace=/w', '--resume-session'] });
    expect(relaunchOptions({ ...facts, isRunning: false })).toEqual({ args: ['.', '--workspace=/w'] });
  });

  it('is started from the file of its AppImage, again and again: the folder it ran in is gone when it ends', () => {
    const environment = { APPIMAGE: '/home/me/laptop-agents.AppImage' };
    const again = relaunchOptions({ args: [], isRunning: true, environment });
    expect(again).toEqual({
      execPath: '/home/me/laptop-agents.AppImage',
      args: ['--appimage-extract-and-run', '--resume-session'],
    });
    expect(relaunchOptions({ args: again.args ?? [], isRunning: true, environment })).toEqual(again);
  });
});

describe('places', () => {
  const facts = {
    appPath: '/app',
    isPackaged: false,
    resources: '/resources',
    userData: '/user-data',
    home: '/home/me',
    cwd: '/checkout',
    args: [],
    environment: {},
  };

  it('in a checkout the workspace is .workspace, installed the user-data folder; what is named wins', () => {
    expect(placesOf(facts).workspace).toBe('/checkout/.workspace');
    expect(placesOf({ ...facts, environment: { INIT_CWD: '/here' } }).workspace).toBe('/here/.workspace');
    expect(placesOf({ ...facts, isPackaged: true, cwd: '/' }).workspace).toBe('/user-data');
    expect(placesOf({ ...facts, isPackaged: true, environment: { LA_WORKSPACE: 'x' } }).workspace).toBe('/home/me/x');
    const environment = { LA_WORKSPACE: '/env' };
    expect(placesOf({ ...facts, environment }).workspace).toBe('/env');
    expect(placesOf({ ...facts, environment, args: ['a', '--workspace', '/flag'] }).workspace).toBe('/flag');
    expect(placesOf({ ...facts, environment, args: ['--workspace=/flag'] }).workspace).toBe('/flag');
  });

  it('the licences of others lie where the build or the packing puts them', () => {
    expect(placesOf(facts).licences).toBe('/app/out/third-party-licenses.txt');
    expect(placesOf({ ...facts, isPackaged: true }).licences).toBe('/resources/third-party-licenses.txt');
  });
});

describe('desktop.json', () => {
  it('sets the shortcut and notifications; what is wrong keeps its default and is told', () => {
    const path = join(temporaryFolder(), 'desktop.json');
    const usual = { killShortcut: 'CommandOrControl+Alt+Shift+K', hasNotifications: true };
    expect(readSettings(path)).toEqual({ settings: usual, faults: [] });
    writeFileSync(path, '{"kill_shortcut": "Control+F12", "notifications": false}');
    expect(readSettings(path).settings).toEqual({ killShortcut: 'Control+F12', hasNotifications: false });
    writeFileSync(path, '{"kill_shortcut": null}');
    expect(readSettings(path).settings.killShortcut).toBeNull();
    for (const text of ['{', '7', '{"kill_shortcut": 7}', '{"notifications": "no"}']) {
      writeFileSync(path, text);
      const { settings, faults } = readSettings(path);
      expect([settings, faults.length]).toEqual([usual, 1]);
      expect(faults[0]).toContain(path);
    }
  });
});

describe('crash records', () => {
  it('hold the error with secrets masked; the last twenty are kept', () => {
    const folder = join(temporaryFolder(), 'crashes');
    mkdirSync(folder);
    for (let i = 0; i < 25; i++) writeFileSync(join(folder, `2000-01-${10 + i}.txt`), '');
    const now = new Date('2025-01-02T03:04:05.006Z');
    const path = writeCrashRecord(folder, new Error('key hunter2'), {
      now,
      scrub: (text) => text.replaceAll('hunter2', '***'),
    });
    expect(readFileSync(path, 'utf8')).toMatch(/^Error: key \*\*\*\n\s+at /);
    expect(readdirSync(folder).length).toBe(20);
    expect(readdirSync(folder).at(-1)).toBe('2025-01-02T03-04-05.006Z.txt');
    const newest = newestCrashRecords(folder);
    expect(newest.map(({ file }) => file)).toEqual([
      '2000-01-33.txt',
      '2000-01-34.txt',
      '2025-01-02T03-04-05.006Z.txt',
    ]);
    expect(newest.at(-1)?.text).toContain('key ***');
    expect(newestCrashRecords(join(folder, 'none'))).toEqual([]);
  });
});
