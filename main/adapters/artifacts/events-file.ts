import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EventLine, EventSink } from '../../session/ports.ts';
import { LineFile } from './line-file.ts';

const PART = /^events\.\d+\.jsonl$/;

export interface EventsFileOptions {
  /** Flush after each commit, so that a reader follows a running session; a backtest leaves it to the buffer. */
  readonly isFollowed: boolean;
  /** Largest size of a part; null for one file however long it grows, as simulated runs have it. */
  readonly partBytes: number | null;
}

/**
 * `events.jsonl`: the journaled lines of a run, in order. In parts it is always the newest one; what is full becomes
 * `events.1.jsonl`, `events.2.jsonl` …. It begins empty: a continued run is written anew from the journal.
 */
export class EventsFile implements EventSink {
  private readonly path: string;
  private readonly options: EventsFileOptions;
  private file: LineFile;
  private bytes = 0;
  private fullParts = 0;

  constructor(path: string, options: EventsFileOptions) {
    this.path = path;
    this.options = options;
    const folder = dirname(path);
    for (const name of readdirSync(folder)) if (PART.test(name)) rmSync(join(folder, name));
    this.file = new LineFile(path);
  }

  events(lines: readonly EventLine[]): void {
    for (const { line } of lines) this.add(line);
    if (this.options.isFollowed) this.file.flush();
  }

  private add(line: string): void {
    const { partBytes } = this.options;
    if (partBytes !== null) {
      const size = Buffer.byteLength(line) + 1;
      if (this.bytes > 0 && this.bytes + size > partBytes) this.beginPart();
      this.bytes += size;
    }
    this.file.add(line);
  }

  private beginPart(): void {
    this.bytes = 0;
    const full = `${basename(this.path, '.jsonl')}.${this.fullParts + 1}.jsonl`;
    try {
      renameSync(this.path, join(dirname(this.path), full));
    } catch {
      // held by another program: the part grows on, and is named when the next one is due
      return;
    }
    this.fullParts++;
    this.file.close();
    this.file = new LineFile(this.path);
  }

  close(): void {
    this.file.close();
  }
}
