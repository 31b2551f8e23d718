/** What each folder may import. Extended on purpose, never in passing: a change here is a change of the architecture. */

export type Zone =
  | 'shared'
  | 'engine'
  | 'session'
  | 'adapters'
  | 'compose'
  | 'desktop'
  | 'headless'
  | 'preload'
  | 'renderer';

export interface ZoneRules {
  /** Zones any file of which may be imported. */
  readonly zones: readonly Zone[];
  /** May import types, and only types, from the session's ports. */
  readonly sessionPortTypes?: true;
  readonly packages: readonly string[];
  /** May import Node's own modules (`node:*`). */
  readonly node?: true;
  /** No clock, random source, timer, process or anything that differs between machines. */
  readonly pure?: true;
}

export const ZONES: Readonly<Record<Zone, ZoneRules>> = {
  shared: { zones: ['shared'], packages: ['zod'], pure: true },
  engine: { zones: ['engine', 'shared'], packages: [], pure: true },
  session: { zones: ['session', 'engine', 'shared'], packages: [], pure: true },
  adapters: {
    zones: ['adapters', 'shared'],
    sessionPortTypes: true,
    packages: ['better-sqlite3', 'pino', 'ws', 'zod'],
    node: true,
  },
  compose: { zones: ['compose', 'session', 'adapters', 'engine', 'shared'], packages: [], node: true },
  desktop: {
    zones: ['desktop', 'shared'],
    sessionPortTypes: true,
    packages: ['electron', 'electron-updater'],
    node: true,
  },
  headless: { zones: ['headless', 'shared'], sessionPortTypes: true, packages: ['commander'], node: true },
  preload: { zones: ['shared'], packages: ['electron'] },
  renderer: {
    zones: ['renderer', 'shared'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'lightweight-charts',
      'lucide-react',
      '@fontsource-variable/inter',
      '@tanstack/react-table',
      '@tanstack/react-virtual',
    ],
  },
};

/** The only files that may import main/compose.ts. */
export const ENTRIES: readonly string[] = ['main/desktop/index.ts', 'main/headless/index.ts'];

/** All the preload may take from shared/: the names of the channels, without schemas. */
export const PRELOAD_MAY_IMPORT = /^shared\/(.+\/)?channels\.ts$/;

export const SESSION_PORTS = /^main\/session\/ports(\.ts|\/.+\.ts)$/;

/** Names that a pure zone may not use as globals. */
export const IMPURE_GLOBALS: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'process',
  'performance',
  'globalThis',
  'console',
  'fetch',
  'crypto',
  'Buffer',
  'require',
  'window',
  'document',
  'localStorage',
  'Intl',
]);

/** Methods whose result depends on the machine's locale. */
export const LOCALE_METHODS: ReadonlySet<string> = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleUpperCase',
  'toLocaleLowerCase',
]);

/** Exact on every machine; everything else of Math (sin, exp, log, pow, PI …) may differ and is kept out of the engine. */
export const EXACT_MATH: ReadonlySet<string> = new Set([
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
]);

/** The zone a path (from the root, with slashes) belongs to. */
export function zoneOf(path: string): Zone | undefined {
  if (path.startsWith('shared/')) return 'shared';
  if (path.startsWith('renderer/')) return 'renderer';
  if (path === 'main/compose.ts' || path.startsWith('main/composition/')) return 'compose';
  if (path === 'main/preload.ts') return 'preload';
  const folder = /^main\/(engine|session|adapters|desktop|headless)\//.exec(path)?.[1];
  return folder as Zone | undefined;
}
