import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SessionEvent } from '../../../shared/events.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** `la serve` as a child process on a workspace of its own. */
export class Served {
  readonly workspace = mkdtempSync(join(tmpdir(), 'la-e2e-'));
  url = '';
  private child: ChildProcess | undefined;

  /** Starts the program; `port` keeps an address over a restart. Resolves when it has printed its address. */
  async start(port?: number): Promise<void> {
    const args = [
      'serve',
      '--no-open',
      '--workspace',
      this.workspace,
      ...(port === undefined ? [] : ['--port', String(port)]),
    ];
    const { INIT_CWD: _cwd, ...env } = process.env;
    const child = spawn(process.execPath, [join(ROOT, 'out', 'main', 'la.js'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    let text = '';
    this.url = await new Promise((found, failed) => {
      child.stdout?.on('data', (chunk) => {
        text += String(chunk);
        const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/.exec(text)?.[0];
        if (address !== undefined) found(address);
      });
      child.once('exit', (code) => failed(new Error(`la serve ended with ${code}`)));
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** A file of the run the page shows or showed last; empty while it is not there. */
  readRun(file: string): string {
    const path = join(this.workspace, 'runs', 'latest', file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  events(): SessionEvent[] {
    return this.readRun('events.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SessionEvent);
  }

  /** Ends the program; SIGKILL stands for a crash. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
    return child.exitCode;
  }

  async dispose(): Promise<void> {
    await this.end();
    rmSync(this.workspace, { recursive: true, force: true });
  }
}
