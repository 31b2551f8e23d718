import { createReadStream } from 'node:fs';

const CHUNK = 1 << 20;
/** No line of ours is longer; what lies beyond is dropped, so that a damaged file cannot fill the memory. */
const MAX_LINE = 32 << 20;
const NEWLINE = 10;
const RETURN = 13;

/** Told of each line as the bytes [start, end) of a buffer that is valid during the call only. Empty lines are left out. */
export type OnLine = (buffer: Buffer, start: number, end: number) => void;

/**
 * Reads a file of any size line by line in constant memory. Returns whether its last line ended with a newline;
 * one that did not may have been cut short. Throws what the file system throws.
 */
export async function forEachLine(path: string, onLine: OnLine): Promise<{ readonly isWhole: boolean }> {
  let begun: Buffer[] = [];
  let begunLength = 0;
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK })) {
    const chunk = piece as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (begunLength === 0) tell(onLine, chunk, start, end);
      else tellWhole(onLine, [...begun, chunk.subarray(start, end)]);
      begun = [];
      begunLength = 0;
      start = end + 1;
    }
    if (start < chunk.length && begunLength < MAX_LINE) {
      begun.push(chunk.subarray(start));
      begunLength += chunk.length - start;
    }
  }
  if (begunLength > 0) tellWhole(onLine, begun);
  return { isWhole: begunLength === 0 };
}

function tellWhole(onLine: OnLine, pieces: readonly Buffer[]): void {
  const line = Buffer.concat(pieces);
  tell(onLine, line, 0, line.length);
}

function tell(onLine: OnLine, buffer: Buffer, start: number, end: number): void {
  const stop = end > start && buffer[end - 1] === RETURN ? end - 1 : end;
  if (stop > start) onLine(buffer, start, stop);
}
