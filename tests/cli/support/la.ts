import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../support/workspace.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line as a running child, ended with the test. */
export class La {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  private readonly closed: Promise<unknown>;

  constructor(
    args: readonly string[],
    options: { readonly cwd?: string; readonly env?: Record<string, string>; readonly program?: string } = {},
  ) {
    const program = options.program ?? join(ROOT, 'out', 'main', 'la.js');
    const { INIT_CWD: _cwd, ...inherited } = process.env;
    this.child = spawn(process.execPath, [program, ...args], {
      cwd: options.cwd ?? ROOT,
      env: { ...inherited, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += String(chunk);
    });
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += String(chunk);
    });
    this.closed = once(this.child, 'close');
    onTestFinished(() => {
      if (this.child.exitCode === null) this.child.kill('SIGKILL');
    });
  }

  async finished(): Promise<Finished> {
    await this.closed;
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }
}

/** Runs a command to its end. */
export function la(args: readonly string[], options?: ConstructorParameters<typeof La>[1]): Promise<Finished> {
  return new La(args, options).finished();
}

/** Waits until `probe` gives something, looking again each time the event loop is free. */
export async function until<T>(probe: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = probe();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
