import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench, Workstation } from '../session/ports.ts';
import { type Confirmations, sentence } from './confirmations.ts';
import type { Memory } from './memory.ts';
import { reportFile } from './report-link.ts';

export interface ActionParts {
  readonly workbench: Pick<Workbench, 'report' | 'workspace'>;
  readonly workstation: Workstation;
  readonly memory: Memory;
  readonly confirmations: Confirmations;
  showWindow(): void;
  /** Opens a file with the system's program for it; a sentence if that failed, else empty. */
  openFile(path: string): Promise<string>;
  tell(message: string): Promise<void>;
  showAbout(): Promise<void>;
  openExchangeKeys(): Promise<void>;
  checkForUpdates(): Promise<void>;
  quit(): void;
}

export type Surface = 'tray' | 'menu' | 'shortcut';

/** What tray, menu and shortcut can do; each needs no page. */
export class Actions {
  private readonly parts: ActionParts;

  constructor(parts: ActionParts) {
    this.parts = parts;
  }

  /** In this very turn: no order leaves after this call. Never asks. */
  kill(by: Surface): void {
    void this.parts.workstation.request('kill', {}, by).then((reply) => {
      if (!reply.ok) return this.parts.tell(`KILL: ${sentence(reply.error.message)}`);
      return undefined;
    });
  }

  stop(by: Surface): void {
    this.run('stop', {}, by);
  }

  closePosition(by: Surface): void {
    this.run('closePosition', {}, by);
  }

  setPaused(isPaused: boolean, by: Surface): void {
    this.run(isPaused ? 'pauseEntries' : 'resumeEntries', {}, by);
  }

  get hasLastStart(): boolean {
    return this.parts.memory.read('lastStart') !== undefined;
  }

  startLast(by: Surface): void {
    if (!this.hasLastStart)
      void this.parts.tell('No session has been started in this window yet; use Start there first.');
    else this.run('start', this.parts.memory.read('lastStart'), by);
  }

  rearm(by: 'tray' | 'menu'): void {
    void this.parts.confirmations.confirm('rearm', by);
  }

  resetBreaker(by: 'tray' | 'menu'): void {
    void this.parts.confirmations.confirm('resetBreaker', by);
  }

  show(): void {
    this.parts.showWindow();
  }

  openReport(): void {
    void this.reportPath()
      .then((path) => this.parts.openFile(path))
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      .then((fault) => (fault === '' ? undefined : this.parts.tell(sentence(fault))));
  }

  /** The report of one run of this workspace, which is written first where there is none. */
  openReportOf(run: string): void {
    const open = () => {
      const path = reportFile(this.parts.workbench.workspace, run);
      return path === undefined ? `run ${run} has no report yet` : this.parts.openFile(path);
    };
    void this.parts.workstation
      .reportFile(run)
      .then(open, open)
      .then((fault) => (fault === '' ? undefined : this.parts.tell(sentence(fault))));
  }

  openDataFolder(): void {
    void this.parts
      .openFile(this.parts.workbench.workspace)
      .then((fault) => (fault === '' ? undefined : this.parts.tell(sentence(fault))));
  }

  about(): void {
    void this.parts.showAbout();
  }

  exchangeKeys(): void {
    void this.parts.openExchangeKeys();
  }

  checkForUpdates(): void {
    void this.parts.checkForUpdates();
  }

  quit(): void {
    this.parts.quit();
  }

  private async reportPath(): Promise<string> {
    const path = join(this.parts.workbench.workspace, 'runs', 'latest', 'summary.html');
    return existsSync(path) ? path : this.parts.workbench.report('latest');
  }

  private run(name: string, input: unknown, by: Surface): void {
    void this.parts.workstation.request(name, input, by).then((reply) => {
      if (!reply.ok) return this.parts.tell(sentence(reply.error.message));
      return undefined;
    });
  }
}
