import { Failure } from './failure.ts';

/** What the system says when a disk or a limit is in the way, in words, with what to do. */
const FAULTS: Readonly<Record<string, readonly [what: string, todo: string]>> = {
  ENOSPC: ['the disk is full', 'make room and start again; nothing recorded is lost'],
  EDQUOT: ['the disk quota is used up', 'make room and start again; nothing recorded is lost'],
  EFBIG: ['a file may not grow further', 'raise the limit of file sizes and start again; nothing recorded is lost'],
  EROFS: ['the disk is read-only', 'make it writable, or use another --workspace'],
  EACCES: ['permission is denied', 'give your user permission there, or use another --workspace'],
  EPERM: ['permission is denied', 'give your user permission there, or use another --workspace'],
  EMFILE: ['this process has too many files open', 'raise the limit of open files (ulimit -n) and start again'],
  ENFILE: ['the system has too many files open', 'close other programs and start again'],
  EIO: ['the disk failed', 'check the disk before you start again'],
  ENOTDIR: ['a file is where a folder should be', 'move it away, or use another --workspace'],
};

/** One sentence for a fault of disk or limits; a Failure as it is; `undefined` for anything else, which is a bug. */
export function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const fault = FAULTS[String(error.code)];
  if (fault === undefined) return undefined;
  return new Failure('storage', `${fault[0]} (${error.message}); ${fault[1]}`);
}
