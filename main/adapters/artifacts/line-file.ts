import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';

const BUFFER = 1 << 20;

/** An artifact that grows line by line: starts empty, buffers up to a megabyte, is fsynced when it is closed. */
export class LineFile {
  private readonly file: number;
  private buffer: string[] = [];
  private buffered = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  /** Adds one line; the newline is added here. */
  add(line: string): void {
    this.buffer.push(line);
    this.buffered += line.length + 1;
    if (this.buffered >= BUFFER) this.flush();
  }

  flush(): void {
    if (this.buffer.length === 0) return;
    const text = `${this.buffer.join('\n')}\n`;
    this.buffer = [];
    this.buffered = 0;
    writeFileSync(this.file, text); // unlike writeSync it goes on after a partial write, or says why it cannot
  }

  /** Writes what is left and lets go of the file, in any case. */
  close(): void {
    try {
      this.flush();
      fsyncSync(this.file);
    } finally {
      closeSync(this.file);
    }
  }
}
