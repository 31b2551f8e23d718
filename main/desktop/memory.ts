import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Small things remembered between starts, in one JSON file. Losing it costs comfort only, so its faults are passed over. */
export class Memory {
  private readonly path: string;
  private values: Record<string, unknown>;

  constructor(path: string) {
    this.path = path;
    this.values = readObject(path);
  }

  /** What was remembered, unchecked: the file may have been edited. */
  read(key: string): unknown {
    return Object.hasOwn(this.values, key) ? this.values[key] : undefined;
  }

  write(key: string, value: unknown): void {
    this.values = { ...this.values, [key]: value };
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      writeFileSync(`${this.path}.new`, JSON.stringify(this.values, null, 2), { mode: 0o600 });
      renameSync(`${this.path}.new`, this.path);
    } catch {
      // remembered in this process at least
    }
  }
}

function readObject(path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
