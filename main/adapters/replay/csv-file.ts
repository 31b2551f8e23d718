import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Failure } from '../../../shared/failure.ts';

const WINDOW_BYTES = 262_144;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A piece of a file that holds whole lines, each ended by a line feed: `bytes` from `start` up to `end`. Reused. */
export interface CsvWindow {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * A CSV file that is read in windows, front to back and as often as needed, in constant memory. Whatever is wrong with it
 * is a Failure of one sentence: the file, the line, what is wrong, what is allowed.
 */
export class CsvFile {
  readonly path: string;
  /** The header of such a file, as the user is told it. */
  readonly columns: string;
  private stamp: string | undefined;

  constructor(path: string, columns: string) {
    this.path = path;
    this.columns = columns;
  }

  /** The failure for something wrong in a line, counted from 1. */
  lineFailure(line: number, sentence: string): Failure {
    return new Failure('bad_data', `${this.path}, line ${line}: ${sentence}`);
  }

  /** The failure for something wrong with the file as a whole. */
  fileFailure(sentence: string): Failure {
    return new Failure('bad_data', `${this.path}: ${sentence}; expected a text file with rows ${this.columns}`);
  }

  /** Every byte of the file, in windows of whole lines; a byte order mark is left out. `onBytes` sees the bytes as they are. */
  *windows(onBytes?: (bytes: Buffer) => void): Generator<CsvWindow> {
    const descriptor = this.guarded(() => openSync(this.path, 'r'));
    try {
      this.checkStamp(descriptor);
      yield* this.read(descriptor, onBytes);
    } finally {
      closeSync(descriptor);
    }
  }

  private *read(descriptor: number, onBytes?: (bytes: Buffer) => void): Generator<CsvWindow> {
    // One byte more than is read at a time: room for the line feed that a last line may lack.
    const bytes = Buffer.allocUnsafe(WINDOW_BYTES + 1);
    let start: number | undefined;
    let kept = 0;
    for (;;) {
      const read = this.guarded(() => readSync(descriptor, bytes, kept, WINDOW_BYTES - kept, null));
      onBytes?.(bytes.subarray(kept, kept + read));
      const filled = kept + read;
      let end = filled === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, filled - 1) + 1;
      // The last line without line feed, or a line longer than a window: no row is, so cut anywhere it is still a fault.
      if ((read === 0 && filled > 0) || (end === 0 && filled === WINDOW_BYTES)) {
        bytes[filled] = LINE_FEED;
        end = filled + 1;
      }
      start ??= BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte && i < filled) ? BYTE_ORDER_MARK.length : 0;
      if (end > 0) {
        yield { bytes, start, end };
        start = 0;
      }
      if (read === 0) return;
      kept = Math.max(0, filled - end);
      bytes.copyWithin(0, end, filled);
    }
  }

  /** A file that is read again must be the one that was checked. */
  private checkStamp(descriptor: number): void {
    const stats = this.guarded(() => fstatSync(descriptor));
    if (stats.isDirectory()) throw this.fileFailure('is a folder');
    if (!stats.isFile()) throw this.fileFailure('is not a regular file');
    const stamp = `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}`;
    this.stamp ??= stamp;
    if (stamp !== this.stamp)
      throw new Failure('bad_data', `${this.path}: has changed since it was checked; start again`);
  }

  private guarded<T>(operation: () => T): T {
    try {
      return operation();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      throw this.fileFailure(code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`);
    }
  }
}

/** Text of the line that starts at `start`, without its line end, and where the next one starts. */
export function lineAt(bytes: Buffer, start: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(LINE_FEED, start);
  const hasReturn = end > start && bytes[end - 1] === 13;
  return { text: bytes.toString('utf8', start, hasReturn ? end - 1 : end), next: end + 1 };
}
