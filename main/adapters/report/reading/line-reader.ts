import { createReadStream } from 'node:fs';

const CHUNK = 1 << 20;
/** No line of ours is longer; what lies beyond is dropped, so that a damaged file cannot fill the memory. */
const MAX_LINE = 32 << 20;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Told of each line as the bytes [start, end) of a buffer that is valid during the call only, and where in the file it starts.
 * Empty lines are left out.
 */
export type OnLine = (buffer: Buffer, start: number, end: number, offset: number) => void;

/** What was read of a file. */
export interface LinesRead {
  /** Whether the last line ended with a newline; one that did not may have been cut short. */
  readonly isWhole: boolean;
  /** Byte after the last newline: a file that grows is read on from here. */
  readonly next: number;
}

/**
 * Reads a file of any size line by line in constant memory, from the byte `from` on. With `wholeOnly` a last line without a
 * newline is left for later. Throws what the file system throws.
 */
export async function forEachLine(
  path: string,
  onLine: OnLine,
  { from = 0, wholeOnly = false }: { readonly from?: number; readonly wholeOnly?: boolean } = {},
): Promise<LinesRead> {
  let begun: Buffer[] = [];
  let begunLength = 0;
  /** Where the line that has begun starts in the file, and where the piece does. */
  let next = from;
  let base = from;
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK, start: from })) {
    const chunk = piece as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (begunLength === 0) tell(onLine, chunk, start, end, base + start);
      else tellWhole(onLine, [...begun, chunk.subarray(start, end)], next);
      begun = [];
      begunLength = 0;
      start = end + 1;
      next = base + start;
    }
    if (start < chunk.length && begunLength < MAX_LINE) {
      begun.push(chunk.subarray(start));
      begunLength += chunk.length - start;
    }
    base += chunk.length;
  }
  if (begunLength > 0 && !wholeOnly) tellWhole(onLine, begun, next);
  return { isWhole: begunLength === 0, next };
}

function tellWhole(onLine: OnLine, pieces: readonly Buffer[], offset: number): void {
  const line = Buffer.concat(pieces);
  tell(onLine, line, 0, line.length, offset);
}

function tell(onLine: OnLine, buffer: Buffer, start: number, end: number, offset: number): void {
  const stop = end > start && buffer[end - 1] === RETURN ? end - 1 : end;
  if (stop > start) onLine(buffer, start, stop, offset);
}
