import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Runs `la` on a workspace to its end. */
export function la(workspace: string, ...args: readonly string[]): { readonly code: number; readonly stdout: string } {
  const { INIT_CWD: _cwd, ...env } = process.env;
  const program = join(ROOT, 'out', 'main', 'la.js');
  const ended = spawnSync(process.execPath, [program, ...args, '--workspace', workspace], { env, encoding: 'utf8' });
  return { code: ended.status ?? -1, stdout: ended.stdout };
}
