import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../shared/failure.ts';
import { cannotWrite, writeFileAtomic } from './atomic-file.ts';
import { processStart } from './process-start.ts';

const lockSchema = z.object({
  pid: z.number().int().positive(),
  process_start: z.string(),
  run_id: z.string(),
  control_url: z.string(),
  token: z.string(),
});

/** Who holds the session of a mode, and how to reach it. The file is readable by its owner only. */
export type LockHolder = z.infer<typeof lockSchema>;

/** Reads a lock file. `undefined` when there is none or its holder is gone; a half-written file counts as gone. */
export function readHolder(path: string): LockHolder | undefined {
  const holder = parse(path);
  if (holder === undefined) return undefined;
  const start = processStart(holder.pid);
  if (start === undefined) return undefined;
  return start === '' || holder.process_start === '' || start === holder.process_start ? holder : undefined;
}

function parse(path: string): LockHolder | undefined {
  try {
    const parsed = lockSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The lock of one mode and workspace while this process holds it. */
export class SessionLock {
  private readonly path: string;
  private holder: LockHolder;
  private isReleased = false;

  private constructor(path: string, holder: LockHolder) {
    this.path = path;
    this.holder = holder;
  }

  /**
   * Takes the lock or throws Failure('lock_held') that names its holder. A lock whose process is gone, or whose id now
   * belongs to another program, is taken over; `onTakeover` is told.
   */
  static acquire(path: string, onTakeover: (message: string) => void): SessionLock {
    mkdirSync(dirname(path), { recursive: true });
    const mine: LockHolder = {
      pid: process.pid,
      process_start: processStart(process.pid) ?? '',
      run_id: '',
      control_url: '',
      token: '',
    };
    for (let attempt = 0; attempt < 5; attempt++) {
      if (createExclusive(path, JSON.stringify(mine))) return new SessionLock(path, mine);
      const other = readHolder(path);
      if (other !== undefined) {
        throw new Failure(
          'lock_held',
          `a session is already running here (process ${other.pid}${other.run_id === '' ? '' : `, run ${other.run_id}`}); stop it with la stop, or use another --workspace`,
        );
      }
      const stale = parse(path);
      const aside = `${path}.stale.${process.pid}`;
      try {
        renameSync(path, aside);
      } catch {
        continue; // another process took it over first
      }
      rmSync(aside, { force: true, recursive: true });
      onTakeover(`took over the session lock of process ${stale?.pid ?? 'unknown'}, which is gone`);
    }
    throw new Failure('lock_held', `the session lock ${path} is contended; try again`);
  }

  /** Publishes the run and where its control server listens. */
  update(fields: Partial<Pick<LockHolder, 'run_id' | 'control_url' | 'token'>>): void {
    if (this.isReleased) return;
    this.holder = { ...this.holder, ...fields };
    writeFileAtomic(this.path, JSON.stringify(this.holder), 0o600);
  }

  release(): void {
    this.isReleased = true;
    rmSync(this.path, { force: true });
  }
}

/** Creates the lock with its whole text in one step, so that nobody reads half of it. False when there is one already. */
function createExclusive(path: string, text: string): boolean {
  const temporary = `${path}.${process.pid}.new`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flush: true });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw cannotWrite('the session lock', path, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}
