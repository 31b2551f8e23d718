// What is built from what. Every target is one Vite configuration; a target whose entry does not exist is left out.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './project.mjs';

/** @typedef {{ name: string, entry: string, folder: string, config: import('vite').InlineConfig }} Target */

/** @type {{ version: string, dependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const dependencies = Object.keys(manifest.dependencies);
const external = ['electron', /^node:/, ...dependencies, ...dependencies.map((name) => new RegExp(`^${name}/`))];

/** Where the build of the page lists what it took from packages. */
export const BUNDLED_LIST = 'packages.json';

/** Values the sources see as globals (declared in config/ambient.d.ts). */
export function buildConstants() {
  return { __APP_VERSION__: JSON.stringify(manifest.version), __GIT_COMMIT__: JSON.stringify(gitCommit()) };
}

/** @returns {Promise<Target[]>} */
export async function targets() {
  const all = [
    nodeTarget('la', 'main/headless/index.ts'),
    nodeTarget('desktop', 'main/desktop/index.ts'),
    nodeTarget('bench', 'tests/bench/index.ts'),
    nodeTarget('soak', 'tests/soak/index.ts'),
    ...workerEntries().map((entry) => nodeTarget(basename(entry, '.ts'), entry)),
    preloadTarget(),
    await rendererTarget(),
  ];
  return all.filter((target) => existsSync(join(ROOT, target.entry)));
}

/**
 * One ESM file in out/main. One file and no chunks: a running session never loads a part of a later build.
 * @param {string} name
 * @param {string} entry
 * @returns {Target}
 */
function nodeTarget(name, entry) {
  return {
    name,
    entry,
    folder: 'main',
    config: {
      define: buildConstants(),
      ssr: { noExternal: true },
      build: {
        ssr: join(ROOT, entry),
        target: 'node22',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          external,
          output: { format: 'es', codeSplitting: false, entryFileNames: `${name}.js` },
        },
      },
    },
  };
}

/**
 * A sandboxed preload may only be one CommonJS file that requires nothing but electron.
 * @returns {Target}
 */
function preloadTarget() {
  const entry = 'main/preload.ts';
  return {
    name: 'preload',
    entry,
    folder: 'preload',
    config: {
      ssr: { noExternal: true },
      build: {
        ssr: join(ROOT, entry),
        target: 'node22',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          external: ['electron'],
          output: { format: 'cjs', codeSplitting: false, entryFileNames: 'index.cjs' },
        },
      },
    },
  };
}

/** @returns {Promise<Target>} */
async function rendererTarget() {
  const entry = 'renderer/index.html';
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    name: 'renderer',
    entry,
    folder: 'renderer',
    config: {
      root: join(ROOT, 'renderer'),
      base: './',
      publicDir: false,
      define: buildConstants(),
      plugins: [react()],
      build: {
        target: 'chrome150',
        sourcemap: true,
        minify: false,
        chunkSizeWarningLimit: 4_000,
        license: { fileName: BUNDLED_LIST },
        rolldownOptions: { input: join(ROOT, entry) },
      },
    },
  };
}

/** Worker threads: out/main/<name>.worker.js */
function workerEntries() {
  return ['adapters', 'composition'].flatMap((zone) => {
    const folder = join(ROOT, 'main', zone);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.worker.ts'))
      .map((file) => join('main', zone, file));
  });
}

function gitCommit() {
  try {
    const commit = execFileSync('git', ['rev-parse', '--verify', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return commit.trim();
  } catch {
    return null;
  }
}
