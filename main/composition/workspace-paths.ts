import { join, resolve } from 'node:path';

/** Where everything of one workspace and mode lives. */
export class WorkspacePaths {
  readonly root: string;
  readonly modeFolder: string;

  constructor(workspace: string, mode: 'paper' | 'live' = 'paper') {
    this.root = resolve(workspace);
    this.modeFolder = join(this.root, mode);
  }

  get database(): string {
    return join(this.modeFolder, 'state.db');
  }

  get lock(): string {
    return join(this.modeFolder, 'session.lock');
  }

  get safety(): string {
    return join(this.modeFolder, 'safety.json');
  }

  /** What the watchdog wrote before it ended a process. */
  get watchdogRecord(): string {
    return join(this.modeFolder, 'watchdog.json');
  }

  get runs(): string {
    return join(this.root, 'runs');
  }

  get config(): string {
    return join(this.root, 'config');
  }

  /** Where notices go; there need not be one. */
  get alerts(): string {
    return join(this.config, 'alerts.json');
  }

  /** What the Start dialog begins with; there need not be one. */
  get sessionDefaults(): string {
    return join(this.config, 'session.json');
  }

  /** Any file of this name engages the kill switch, even an empty one. */
  get killFile(): string {
    return join(this.root, 'kill.txt');
  }

  /** Asks a session that cannot be reached to stop. */
  get stopFile(): string {
    return join(this.root, 'stop.txt');
  }
}
