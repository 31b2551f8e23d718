// What a packed program must hold, and must not.

/** @typedef {{ path: string, size: number, isUnpacked: boolean }} PackedFile */

const MAX_BYTES = 10_000_000;

const NEEDED = [
  'package.json',
  'LICENSE',
  'out/main/desktop.js',
  'out/main/watchdog.worker.js',
  'out/main/background.worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'config/risk.json',
  'config/exchanges/bitunix.json',
  'config/strategies/default.json',
  'assets/icons/512x512.png',
  ...['idle', 'running', 'halted', 'tripped'].flatMap((state) => [
    `assets/tray/${state}.png`,
    `assets/tray/${state}.ico`,
    `assets/tray/${state}Template.png`,
    `assets/tray/${state}Template@2x.png`,
  ]),
  ...['better-sqlite3', 'electron-updater', 'pino', 'ws', 'zod'].map((name) => `node_modules/${name}/package.json`),
];

/** @type {readonly (readonly [RegExp, string])[]} */
const FORBIDDEN = [
  [/\.(?:ts|tsx|cts|mts)$/, 'a source'],
  [/\.map$/, 'a source map'],
  [/\.(?:c|cc|cpp|h|hpp|gyp|gypi)$/, 'C sources'],
  [/(?:^|\/)(?:(?:test|tests|__tests__)\/|(?:[^/]+[.-])?test\.[cm]?js$)/, 'a test'],
  [/(?:^|\/)\.(?:env|git|ci|workspace)(?:\/|$)/, 'something of the checkout'],
  [/^(?:main|renderer|shared|scripts|release)\//, 'a folder of the checkout'],
  [/^out\/(?:main\/(?:la|bench|soak)\.js|test-results|pack)/, 'what only a checkout needs'],
  [
    /^node_modules\/(?:electron|react|vite|vitest|typescript|@types|@playwright|commander|node)\//,
    'a package it does not use',
  ],
];

/** RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar, V8Snapshot, FileProtocol. */
const FUSES = '00001100';

/**
 * Everything that is wrong with a packed program, as short sentences.
 * @param {{ platform: string, arch: string, files: readonly PackedFile[], fuses: string }} packed
 * @returns {string[]}
 */
export function packedFaults({ platform, arch, files, fuses }) {
  const faults = [];
  const paths = new Set(files.map(({ path }) => path));
  for (const path of NEEDED) if (!paths.has(path)) faults.push(`${path} is missing`);
  for (const { path } of files) {
    for (const [pattern, what] of FORBIDDEN) if (pattern.test(path)) faults.push(`${path} is ${what}`);
  }
  const prebuilds = files.filter(({ path }) => path.endsWith('.node'));
  const own = `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`;
  if (prebuilds.length !== 1 || prebuilds[0]?.path !== own) {
    faults.push(`native modules are ${prebuilds.map(({ path }) => path).join(', ') || 'none'}, not just ${own}`);
  }
  if (prebuilds.some(({ isUnpacked }) => !isUnpacked)) faults.push('a native module is inside the archive');
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_BYTES) faults.push(`${size} bytes are more than ${MAX_BYTES}`);
  if (!fuses.startsWith(FUSES)) faults.push(`its fuses are "${fuses}"`);
  return faults;
}
