#!/usr/bin/env node
// The command line in a checkout: sets up and builds if needed, then runs out/main/la.js. An image holds what was built and
// nothing to build it with; there it only runs it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { fail, ROOT } from './project.mjs';

/** KILL comes first: it must work with nothing installed and nothing built. */
async function handleKillFirst() {
  if (process.argv[2] !== 'kill') return false;
  const file = new URL('./la-kill.mjs', import.meta.url);
  if (!existsSync(file)) return false;
  await import(file.href);
  return true;
}

async function main() {
  if (await handleKillFirst()) return;
  if (existsSync(join(ROOT, 'package-lock.json'))) {
    await bootstrap();
    await ensureBuilt();
  }
  endWithNpm();
  await launch('la.js', process.argv.slice(2));
}

main().catch(fail);
