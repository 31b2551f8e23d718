import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Failure } from '../../../shared/failure.ts';
import { readConfigFile } from '../../adapters/config/read-json.ts';
import { cannotWrite, writeFileAtomic } from '../../adapters/system/atomic-file.ts';

/** A file in the configuration folder that nothing reads, and why. */
export interface Stray {
  readonly path: string;
  readonly reason: string;
}

const STRATEGY_FILE = /^[A-Za-z0-9_-]{1,64}\.json$/;
const FILES = new Set(['risk.json', 'session.json', 'alerts.json', 'desktop.json']);
const FOLDERS = new Set(['strategies', 'exchanges', 'history']);

/** The workspace's configuration folder. Documents are named by id, which the contract checks; links out are not followed. */
export class ConfigFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  pathOf(id: string): string {
    return join(this.root, ...`${id}.json`.split('/'));
  }

  /** The workspace's own file, or null. Throws Failure('bad_config') when it cannot be read or lies elsewhere. */
  read(id: string): Buffer | null {
    const path = this.pathOf(id);
    try {
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
      const why = code === 'ENOTDIR' ? `${dirname(path)} is not a folder; move it away` : `${code}; give a JSON file`;
      throw new Failure('bad_config', `${path}: ${why}`);
    }
    this.assertInside(path);
    return readConfigFile(path);
  }

  /** Replaces the file whole and durably, or removes it (null). `isPrivate`: readable by its owner only. */
  write(id: string, content: Buffer | null, isPrivate: boolean): void {
    const path = this.pathOf(id);
    this.assertInside(dirname(path));
    try {
      if (content === null) rmSync(path, { force: true });
      else writeFileAtomic(path, content, isPrivate ? 0o600 : 0o644);
    } catch (error) {
      throw cannotWrite('the configuration file', path, error);
    }
  }

  /** What lies in the folder and is read by nothing. */
  strays(): Stray[] {
    const stray = (name: string, reason: string): Stray => ({ path: join(this.root, name), reason });
    const top = this.namesIn('.')
      .filter((name) => !FILES.has(name) && !this.isKnownFolder(name))
      .map((name) =>
        stray(name, 'nothing reads this file: a configuration is risk.json, session.json, alerts.json or desktop.json'),
      );
    const strategies = this.namesIn('strategies')
      .filter((name) => !STRATEGY_FILE.test(name))
      .map((name) =>
        stray(join('strategies', name), 'not a strategy: the name must be 1 to 64 letters, digits, _ or - and .json'),
      );
    const exchanges = this.namesIn('exchanges')
      .filter((name) => name !== 'bitunix.json')
      .map((name) => stray(join('exchanges', name), 'nothing reads this file: the one exchange is bitunix.json'));
    return [...top, ...strategies, ...exchanges];
  }

  private isKnownFolder(name: string): boolean {
    return FOLDERS.has(name) && lstatSync(join(this.root, name)).isDirectory();
  }

  private namesIn(folder: string): string[] {
    const path = join(this.root, folder);
    return existsSync(path) && lstatSync(path).isDirectory() ? readdirSync(path).sort() : [];
  }

  /** Throws Failure('bad_config') when a link leads out of the folder; what does not exist yet is judged by what it will lie in. */
  private assertInside(path: string): void {
    if (!existsSync(this.root)) return;
    const root = realpathSync(this.root);
    let there = path;
    while (lstatSync(there, { throwIfNoEntry: false }) === undefined && there !== dirname(there))
      there = dirname(there);
    const real = existsSync(there) ? realpathSync(there) : '';
    if (real === root || real.startsWith(root + sep)) return;
    throw new Failure(
      'bad_config',
      `${path}: a link that leads out of ${this.root} or nowhere; such links are not followed here`,
    );
  }
}

/** Names the content of a document: SHA-256, hex; `none` when there is no file. */
export function baseOf(content: Buffer | null): string {
  return content === null ? 'none' : createHash('sha256').update(content).digest('hex');
}
