// What a packed program must hold, and must not.

/** @typedef {{ path: string, size: number, isUnpacked: boolean }} PackedFile */

/**
 * @typedef {object} Packed
 * @property {string} platform
 * @property {string} arch
 * @property {readonly PackedFile[]} files of the archive
 * @property {string} fuses one digit each
 * @property {{ productName?: string, main?: string }} manifest the package.json of the archive
 * @property {string} page the text of out/renderer/index.html
 * @property {string} licences what stands in the file beside the archive
 * @property {string} hash SHA-256 of the archive's header
 * @property {string | undefined} recordedHash the one the program compares it with when it starts; Linux has none
 */

const MAX_BYTES = 10_000_000;

const NEEDED = [
  'package.json',
  'out/main/desktop.js',
  'out/main/watchdog.worker.js',
  'out/main/background.worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'config/risk.json',
  'config/exchanges/bitunix.json',
  ...['default', 'scalp_1m_sweep', 'sma_crossover'].map((name) => `config/strategies/${name}.json`),
  'assets/icons/512x512.png',
  ...['idle', 'running', 'halted', 'tripped'].flatMap((state) => [
    `assets/tray/${state}.png`,
    `assets/tray/${state}@2x.png`,
    `assets/tray/${state}.ico`,
    `assets/tray/${state}Template.png`,
    `assets/tray/${state}Template@2x.png`,
  ]),
  ...['better-sqlite3', 'electron-updater', 'pino', 'ws', 'zod'].map((name) => `node_modules/${name}/package.json`),
];

/** Some of what the page is made of; the packages in the archive are looked for too. */
const BUNDLED = ['react', 'react-dom', 'lightweight-charts', 'zustand', 'lucide-react', '@tanstack/react-table'];

/** @type {readonly (readonly [RegExp, string])[]} */
const FORBIDDEN = [
  [/\.(?:ts|tsx|cts|mts)$/, 'a source'],
  [/\.map$/, 'a source map'],
  [/\.(?:c|cc|cpp|h|hpp|gyp|gypi)$/, 'C sources'],
  [/(?:^|\/)(?:(?:test|tests|__tests__)\/|(?:[^/]+[.-])?test\.[cm]?js$)/, 'a test'],
  [/^node_modules\/.*(?:\.(?:md|html)|\/(?:example|benchmark)\.js)$/, 'documentation'],
  [/(?:^|\/)\.[^/]+/, 'hidden'],
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
 * @param {Packed} packed
 * @returns {string[]}
 */
export function packedFaults({ platform, arch, files, fuses, manifest, page, licences, hash, recordedHash }) {
  const faults = [];
  const paths = new Set(files.map(({ path }) => path));
  // Electron names the data folder after it
  if (manifest.productName !== 'Laptop Agents') faults.push(`the program is called ${manifest.productName}`);
  const ofPage = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => `out/renderer/${file}`);
  if (ofPage.length === 0) faults.push('the page loads nothing');
  for (const path of [...NEEDED, ...ofPage]) if (!paths.has(path)) faults.push(`${path} is missing`);
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
  for (const name of [...BUNDLED, ...packagesIn(paths)]) {
    if (!licences.includes(`\n${name} `)) faults.push(`the licence of ${name} is missing`);
  }
  if (recordedHash !== (platform === 'linux' ? undefined : hash)) {
    faults.push(`the recorded hash of the archive is ${recordedHash}, not ${hash}`);
  }
  if (!fuses.startsWith(FUSES)) faults.push(`its fuses are "${fuses}"`);
  return faults;
}

/** @param {ReadonlySet<string>} paths */
function packagesIn(paths) {
  const names = [...paths].map(
    (path) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1],
  );
  return new Set(names.filter((name) => name !== undefined));
}
