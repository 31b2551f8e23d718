import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { keptVersionSchema } from '../../../shared/config/kept-version.ts';
import { Failure } from '../../../shared/failure.ts';
import { cannotWrite } from '../../adapters/system/atomic-file.ts';

/** One state of a document that was in effect. */
export interface ConfigVersion {
  readonly version: number;
  /** ISO. */
  readonly at: string;
  /** The surface that saved it. */
  readonly by: string;
  /** `found`: it came from elsewhere and was kept when something was saved over it. */
  readonly action: 'found' | 'saved' | 'restored' | 'removed';
  /** The version that was restored. */
  readonly of: number | null;
  /** The file byte for byte; null when the workspace had none of its own. */
  readonly content: Buffer | null;
}

const FILE = /^(\d{6})\.json$/;

/** Versions in `<workspace>/config/history/<document>/000001.json`, readable by their owner only; none is ever overwritten. */
export class VersionStore {
  private readonly root: string;

  constructor(configFolder: string) {
    this.root = join(configFolder, 'history');
  }

  /** Oldest first. A file that is no version is passed over. */
  list(id: string): readonly ConfigVersion[] {
    return this.numbers(id).flatMap((number) => {
      const version = this.read(id, number);
      return version === undefined ? [] : [version];
    });
  }

  read(id: string, version: number): ConfigVersion | undefined {
    try {
      const { content, encoding, ...rest } = keptVersionSchema.parse(
        JSON.parse(readFileSync(this.fileOf(id, version), 'utf8')),
      );
      return { version, ...rest, content: content === null ? null : Buffer.from(content, encoding) };
    } catch {
      return undefined;
    }
  }

  /** Keeps one more; returns its number. Throws Failure('changed_meanwhile') if another program did the same just now. */
  add(id: string, version: Omit<ConfigVersion, 'version'>): number {
    const number = (this.numbers(id).at(-1) ?? 0) + 1;
    const path = this.fileOf(id, number);
    const { content, ...rest } = version;
    const isText = content === null || isUtf8(content);
    const kept = {
      schema_version: 1,
      document: id,
      ...rest,
      encoding: isText ? 'utf8' : 'base64',
      content: content === null ? null : content.toString(isText ? 'utf8' : 'base64'),
    };
    try {
      mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
      const file = openSync(path, 'wx', 0o600);
      try {
        writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
        throw new Failure('changed_meanwhile', `${id} was saved by another program just now; nothing was saved`);
      }
      rmSync(path, { force: true });
      throw cannotWrite('the version', path, error);
    }
    return number;
  }

  /** Takes back a version whose document could not be written. */
  drop(id: string, version: number): void {
    rmSync(this.fileOf(id, version), { force: true });
  }

  private numbers(id: string): number[] {
    const folder = join(this.root, ...id.split('/'));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap((name) => FILE.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  private fileOf(id: string, version: number): string {
    return join(this.root, ...id.split('/'), `${String(version).padStart(6, '0')}.json`);
  }
}
