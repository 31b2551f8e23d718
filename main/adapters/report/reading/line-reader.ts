import { createReadStream } from 'node:fs';

const CHUNK = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;

/** Told of each line as the bytes [start, end) of a buffer that is valid during the call only. Empty lines are left out. */
export type OnLine = (buffer: Buffer, start: number, end: number) => void;

/**
 * Reads a file of any size line by line in constant memory. Returns whether its last line ended with a newline;
 * one that did not may have been cut short. Throws what the file system throws.
 */
export async function forEachLine(path: string, onLine: OnLine): Promise<{ readonly isWhole: boolean }> {
  let rest: Buffer | null = null;
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK })) {
    let chunk = piece as Buffer;
    if (rest !== null) chunk = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      tell(onLine, chunk, start, end);
      start = end + 1;
    }
    rest = start < chunk.length ? chunk.subarray(start) : null;
  }
  if (rest !== null) tell(onLine, rest, 0, rest.length);
  return { isWhole: rest === null };
}

function tell(onLine: OnLine, buffer: Buffer, start: number, end: number): void {
  const stop = end > start && buffer[end - 1] === RETURN ? end - 1 : end;
  if (stop > start) onLine(buffer, start, stop);
}
