import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedFaults } from '../../scripts/packed-faults.mjs';
import { ROOT } from '../support/workspace.ts';

describe('npm run pack:dry', () => {
  it('packs for all three systems, each with its own native module and nothing of the sources', {
    timeout: 240_000,
  }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/pack-dry.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr.replace(/^built .*$/m, '').trim()).toBe('');
    expect(status).toBe(0);
    const packed = stdout.trim().split('\n');
    expect(packed.map((line) => line.split(':')[0])).toEqual([
      'linux x64',
      'linux arm64',
      'win x64',
      'win arm64',
      'mac x64',
      'mac arm64',
    ]);
    for (const line of packed) expect(line).toMatch(/: \d+ files, \d\.\d MB$/);
  });
});

describe('the check of what is packed', () => {
  const own = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
  const file = (path: string, size = 1, isUnpacked = path.endsWith('.node')) => ({ path, size, isUnpacked });
  const packed = {
    platform: 'linux',
    arch: 'x64',
    files: [file(own)],
    fuses: '000011000',
    manifest: { productName: 'Laptop Agents' },
    page: '<script src="./assets/index.js"></script>',
    licences: ['react', 'react-dom', 'lightweight-charts', 'zustand', 'lucide-react', '@tanstack/react-table']
      .map((name) => `\n${name} 1.0.0 (MIT)\n`)
      .join(''),
    hash: 'hash',
    recordedHash: undefined as string | undefined,
  };
  const faultsWith = (files: ReturnType<typeof file>[], others: Partial<typeof packed> = {}) =>
    packedFaults({ ...packed, files: [file(own), ...files], ...others }).filter(
      (fault: string) => !fault.endsWith('is missing') || fault.startsWith('the licence'),
    );

  it('accepts what belongs there and names what is missing', () => {
    expect(faultsWith([file('out/main/desktop.js'), file('node_modules/ws/lib/test-helper-names.js')])).toEqual([]);
    const faults = packedFaults({ ...packed, files: [] });
    expect(faults).toContain('out/preload/index.cjs is missing');
    expect(faults).toContain('out/renderer/assets/index.js is missing');
  });

  it.each([
    'main/desktop/index.ts',
    'out/renderer/assets/index.js.map',
    'node_modules/zod/src/index.ts',
    'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
    'node_modules/atomic-sleep/test.js',
    'node_modules/ws/test/all.js',
    'tests/e2e/x.js',
    '.env',
    '.git/HEAD',
    'scripts/build.mjs',
    'out/main/la.js',
    'node_modules/electron/index.js',
    'node_modules/react/index.js',
    'node_modules/pino/index.html',
    'node_modules/pino/.prettierignore',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
  ])('refuses %s', (path) => {
    expect(faultsWith([file(path)]).length).toBeGreaterThan(0);
  });

  it('refuses 10 MB, a packed native module and loose fuses', () => {
    expect(faultsWith([file('out/x.js', 10_000_000)])).toEqual(['10000001 bytes are more than 10000000']);
    expect(faultsWith([], { fuses: '101100011' })).toEqual(['its fuses are "101100011"']);
    const inside = packedFaults({ ...packed, files: [file(own, 1, false)] });
    expect(inside).toContain('a native module is inside the archive');
  });

  it('refuses a program whose data folder would be named otherwise than README says', () => {
    expect(faultsWith([], { manifest: { productName: 'laptop-agents' } })).toEqual([
      'the program is called laptop-agents',
    ]);
  });

  it('refuses a package whose licence is not told, and an archive whose hash is not recorded', () => {
    const pages = packed.licences.replace('\nlightweight-charts ', '\n');
    expect(faultsWith([], { licences: pages })).toEqual(['the licence of lightweight-charts is missing']);
    const nested = file('node_modules/electron-updater/node_modules/semver/package.json');
    expect(faultsWith([nested])).toEqual(['the licence of semver is missing']);
    const mac = { platform: 'darwin', files: [file(own.replace('linux', 'darwin'))] };
    expect(faultsWith([], { ...mac, recordedHash: 'hash' })).toEqual([]);
    for (const recordedHash of ['other', undefined]) {
      expect(faultsWith([], { ...mac, recordedHash })).toEqual([
        `the recorded hash of the archive is ${recordedHash}, not hash`,
      ]);
    }
  });
});

describe('icons', () => {
  const ASSETS = join(ROOT, 'assets');

  it('come from the drawing that is there (else run scripts/make-icons.mjs)', () => {
    const recorded = readFileSync(join(ASSETS, 'icons', 'source.sha256'), 'utf8').split(' ')[0];
    const drawing = readFileSync(join(ASSETS, 'icon.svg'), 'utf8');
    expect(createHash('sha256').update(drawing).digest('hex')).toBe(recorded);
  });

  it('have the sizes their names say', () => {
    const pngSize = (png: Buffer) => [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)];
    const names = readdirSync(join(ASSETS, 'icons')).filter((name) => name.endsWith('.png'));
    expect(names.length).toBe(9);
    for (const name of names) {
      const size = Number(name.split('x')[0]);
      expect(pngSize(readFileSync(join(ASSETS, 'icons', name)))).toEqual(['PNG', size, size]);
    }
    for (const state of ['idle', 'running', 'halted', 'tripped']) {
      for (const [name, size] of Object.entries({ '': 24, '@2x': 48, Template: 18, 'Template@2x': 36 })) {
        expect(pngSize(readFileSync(join(ASSETS, 'tray', `${state}${name}.png`)))).toEqual(['PNG', size, size]);
      }
      const ico = readFileSync(join(ASSETS, 'tray', `${state}.ico`));
      expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt8(6)]).toEqual([1, 5, 16]);
    }
    const icns = readFileSync(join(ASSETS, 'icons', 'icon.icns'));
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  });
});
