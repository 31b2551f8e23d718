import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkSource } from './check-source.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['main', 'renderer', 'shared'];

function sources(): string[] {
  return FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file.split(sep).join('/')}`),
  );
}

describe('architecture', () => {
  it('every source keeps the rules of its zone', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => checkSource(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
});

/** path, source, part of the complaint */
const VIOLATIONS: readonly (readonly [string, string, string])[] = [
  ['main/clock.ts', '', 'lies in no zone'],
  ['shared/a.ts', "import { readFileSync } from 'node:fs';", 'shared may not import node:fs'],
  ['shared/a.ts', "import { b } from '../main/engine/b.ts';", 'shared may not import engine'],
  ['shared/a.ts', "import './other'; import x from '../package.json';", 'lies in no zone'],
  ['main/engine/a.ts', "import { z } from 'zod';", 'engine may not import the package zod'],
  ['main/engine/a.ts', "import fs from 'fs';", 'engine may not import the package fs'],
  ['main/engine/a.ts', "import type { S } from '../session/session.ts';", 'engine may not import session'],
  ['main/engine/a.ts', "type S = import('../session/session.ts').S;", 'engine may not import session'],
  ['main/session/a.ts', "const x = await import('../adapters/sqlite/x.ts');", 'session may not import adapters'],
  ['main/session/a.ts', "const x = require('node:fs');", 'session may not import node:fs'],
  ['main/session/a.ts', 'const x = await import(name);', 'not a plain string'],
  ['main/adapters/mock/a.ts', "import { b } from '../sqlite/b.ts';", 'adapter mock may not import adapter sqlite'],
  ['main/adapters/mock/a.ts', "import { C } from '../../session/ports.ts';", 'types only'],
  ['main/adapters/mock/a.ts', "import type { S } from '../../session/session.ts';", "the session's ports, not"],
  ['main/adapters/mock/a.ts', "import { b } from '../../engine/b.ts';", 'adapters may not import engine'],
  ['main/adapters/mock/a.ts', "import { app } from 'electron';", 'adapters may not import the package electron'],
  ['main/headless/a.ts', "import { b } from '../adapters/sqlite/b.ts';", 'headless may not import adapters'],
  ['main/headless/a.ts', "import { app } from 'electron';", 'headless may not import the package electron'],
  ['main/headless/a.ts', "import { compose } from '../compose.ts';", 'only the two entries'],
  ['main/desktop/a.ts', "import { b } from '../headless/b.ts';", 'desktop may not import headless'],
  ['main/compose.ts', "import { b } from './desktop/b.ts';", 'compose may not import desktop'],
  ['main/preload.ts', "import { z } from '../shared/ipc/schemas.ts';", 'preload may not import shared/ipc/schemas.ts'],
  ['renderer/a.tsx', "import { b } from '../main/engine/b.ts';", 'renderer may not import engine'],
  ['renderer/a.tsx', "import { z } from 'zod';", 'renderer may not import the package zod'],
  ['shared/a.ts', 'export default 1;', 'default export'],
  ['shared/a.ts', "export * from './b.ts';", 'barrel'],
  ['shared/a.ts', "export { b } from './b.ts';", 'barrel'],
  ['shared/a.ts', 'const t = Date.now();', 'Date.now'],
  ['main/session/a.ts', 'const t = new Date();', 'new Date()'],
  ['main/engine/a.ts', 'const r = Math.random();', 'Math.random'],
  ['main/session/a.ts', 'setTimeout(() => {}, 1);', 'uses setTimeout'],
  ['main/session/a.ts', 'const later = setInterval;', 'uses setInterval'],
  ['main/session/a.ts', 'const home = process.env;', 'uses process'],
  ['shared/a.ts', 'const o = { process };', 'uses process'],
  ['shared/a.ts', 'names.sort((a, b) => a.localeCompare(b));', 'localeCompare'],
  ['main/engine/a.ts', 'const x = Math.exp(1);', 'Math.exp'],
  ['main/engine/a.ts', "const x = Math['pow'](2, 3);", 'Math.pow'],
  ['main/engine/a.ts', 'const { sin } = Math;', 'uses Math other than'],
  ['main/engine/a.ts', 'const x = y ** 2;', 'uses **'],
  ['main/engine/a.ts', 'let x = 1; x **= 2;', 'uses **='],
  ['main/engine/a.ts', 'const = ;', 'cannot be parsed'],
];

/** path, source */
const ALLOWED: readonly (readonly [string, string])[] = [
  ['shared/a.ts', "import { z } from 'zod'; import { b } from './b.ts';"],
  [
    'shared/a.ts',
    '// Date.now() and process.env\nconst s = "Math.random()"; const iso = (ms: number) => new Date(ms);',
  ],
  ['shared/a.ts', 'interface Ports { setTimeout(ms: number): void; process: string }'],
  ['main/engine/a.ts', 'const x = Math.sqrt(2) + Math.floor(1.5); const unit = 10n ** 8n;'],
  ['main/session/a.ts', "import type { Bar } from '../../shared/bar.ts'; const stop = clock.setTimeout(5);"],
  ['main/adapters/mock/a.ts', "import type { Clock } from '../../session/ports.ts'; import WebSocket from 'ws';"],
  ['main/adapters/mock/deep/a.ts', "import { b } from '../b.ts'; import { join } from 'node:path'; Date.now();"],
  ['main/headless/index.ts', "import { compose } from '../compose.ts'; import { Command } from 'commander';"],
  ['main/desktop/index.ts', "import { compose } from '../compose.ts'; import { app } from 'electron/main';"],
  ['main/compose.ts', "import { S } from './session/session.ts'; import { M } from './adapters/mock/m.ts';"],
  ['main/preload.ts', "import { contextBridge } from 'electron'; import { C } from '../shared/ipc/channels.ts';"],
  ['renderer/app.tsx', "import './app.css'; import { createRoot } from 'react-dom/client'; const t = <p>don't</p>;"],
];

describe('the architecture check itself', () => {
  it.each(VIOLATIONS)('%s: %s is refused', (path, source, complaint) => {
    expect(checkSource(path, source).join('\n')).toContain(complaint);
  });

  it.each(ALLOWED)('%s: %s is accepted', (path, source) => {
    expect(checkSource(path, source)).toEqual([]);
  });
});
