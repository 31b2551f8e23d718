import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/workspace.ts';

/** A disk of a few megabytes, which only root can have; `undefined` elsewhere. Gone with the test. */
export function smallDisk(size: string): { readonly folder: string; grow(size: string): void } | undefined {
  const folder = join(temporaryFolder());
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'none', folder);
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  });
  return { folder, grow: (to) => mount('-o', `remount,size=${to}`, folder) };
}

/** Makes a folder read-only for everybody, root too; `undefined` where that is not possible. */
export function readOnly(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
    onTestFinished(() => {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
    });
    execFileSync('mount', ['-o', 'remount,ro,bind', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
