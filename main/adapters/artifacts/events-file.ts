import type { EventLine, EventSink } from '../../session/ports.ts';
import { LineFile } from './line-file.ts';

/** `events.jsonl`: the journaled lines of a run, in order. Simulated runs never rotate. */
export class EventsFile implements EventSink {
  private readonly file: LineFile;
  /** Flush after each commit, so that a reader follows a running session; a backtest leaves it to the buffer. */
  private readonly isFollowed: boolean;

  constructor(path: string, options: { readonly isFollowed: boolean }) {
    this.file = new LineFile(path);
    this.isFollowed = options.isFollowed;
  }

  events(lines: readonly EventLine[]): void {
    for (const { line } of lines) this.file.add(line);
    if (this.isFollowed) this.file.flush();
  }

  close(): void {
    this.file.close();
  }
}
