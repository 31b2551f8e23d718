import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { intervalOfMs, isInterval } from '../../../shared/interval.ts';
import type { DataFile } from '../../../shared/ipc/backtest-requests.ts';
import { parseTimestamp, toIso } from '../../../shared/time.ts';

const FUNDING = /-funding\.csv$/i;
/** As `la fetch` names its files: symbol-interval-from-to.csv */
const NAME = /^([a-z0-9]{3,20})-(\d+[mhd])-/i;
const EDGE_BYTES = 4096;
const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/** The candle files of a folder, newest first. Each is counted once; only its edges are read for the rest. */
export class DataFiles {
  readonly folder: string;
  private readonly kept = new Map<string, { readonly stamp: string; readonly file: DataFile }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Empty when there is no such folder. A file that cannot be read is left out. */
  async list(): Promise<DataFile[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const found: { readonly file: DataFile; readonly changedMs: number }[] = [];
    for (const name of names.filter((each) => /\.csv$/i.test(each) && !FUNDING.test(each))) {
      const funding = name.replace(/\.csv$/i, '-funding.csv');
      const described = await this.describe(name, names.includes(funding) ? funding : null).catch(() => undefined);
      if (described !== undefined) found.push(described);
    }
    return found.sort((a, b) => b.changedMs - a.changedMs).map(({ file }) => file);
  }

  private async describe(name: string, funding: string | null) {
    const path = join(this.folder, name);
    const stats = await stat(path);
    if (!stats.isFile()) return undefined;
    const stamp = `${stats.size}@${stats.mtimeMs} ${funding}`;
    let file = this.kept.get(name)?.stamp === stamp ? this.kept.get(name)?.file : undefined;
    if (file === undefined) {
      const [, symbol, interval] = NAME.exec(name) ?? [];
      const { first, second, last, rows } = await readEdges(path, stats.size);
      file = {
        file: path,
        name,
        symbol: symbol?.toUpperCase() ?? null,
        interval: interval !== undefined && isInterval(interval) ? interval : stepOf(first, second),
        from: first === undefined ? null : toIso(first),
        to: last === undefined ? null : toIso(last),
        rows,
        bytes: stats.size,
        funding_file: funding === null ? null : join(this.folder, funding),
      };
      this.kept.set(name, { stamp, file });
    }
    return { file, changedMs: stats.mtimeMs };
  }
}

interface Edges {
  /** Open times of the first two rows and the last, ms UTC. */
  readonly first: number | undefined;
  readonly second: number | undefined;
  readonly last: number | undefined;
  readonly rows: number;
}

async function readEdges(path: string, size: number): Promise<Edges> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(CHUNK_BYTES);
    let lines = 0;
    let head = '';
    let tail = '';
    for (let position = 0; position < size; ) {
      const { bytesRead } = await file.read(bytes, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      if (position === 0) head = bytes.toString('latin1', 0, Math.min(EDGE_BYTES, bytesRead));
      for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < bytesRead; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
      tail = (tail + bytes.toString('latin1', Math.max(0, bytesRead - EDGE_BYTES), bytesRead)).slice(-EDGE_BYTES);
      position += bytesRead;
    }
    const isCut = size > 0 && !tail.endsWith('\n');
    const headRows = rowsOf(head);
    const isHeaded = parseTimestamp(head.split(',')[0]) === undefined;
    return {
      first: headRows[0],
      second: headRows[1],
      last: rowsOf(tail).at(-1),
      rows: Math.max(0, lines + (isCut ? 1 : 0) - (isHeaded && size > 0 ? 1 : 0)),
    };
  } finally {
    await file.close();
  }
}

/** Times of the rows in a piece of the file; what is no row, or half of one, has none. */
function rowsOf(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => line.split(',').length === 6)
    .map((line) => parseTimestamp(line.split(',')[0]))
    .filter((time) => time !== undefined);
}

function stepOf(first: number | undefined, second: number | undefined): string | null {
  return first === undefined || second === undefined ? null : (intervalOfMs(second - first) ?? null);
}
