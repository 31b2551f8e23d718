import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic, writeInPlace } from './atomic-file.ts';

const markSchema = z.object({ by: z.string(), at: z.string() });
const safetySchema = z.object({
  schema_version: z.literal(1),
  halted: markSchema.nullable(),
  tripped: z.object({ reason: z.string(), at: z.string() }).nullable(),
});

/** Halt and trip of a workspace's mode: what survives every restart until it is lifted on purpose. */
export type SafetyState = z.infer<typeof safetySchema>;

export const CLEAR: SafetyState = { schema_version: 1, halted: null, tripped: null };

/** Who halts when recorded state turned out to be lost or unreadable. */
export const STATE_LOST = 'state_lost';

/** The small fsynced file beside the database. An unreadable file counts as halted: unknown is not safe. */
export class SafetyFile {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(): SafetyState {
    return this.parse() ?? { ...CLEAR, halted: { by: STATE_LOST, at: '' } };
  }

  /** False when there is a file that cannot be understood. */
  get isReadable(): boolean {
    return this.parse() !== undefined;
  }

  private parse(): SafetyState | undefined {
    if (!existsSync(this.path)) return CLEAR;
    try {
      return safetySchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Writes the file whole. On a full disk the old file's own space must do: torn, it would count as halted. */
  write(state: SafetyState): void {
    const text = `${JSON.stringify(state)}\n`;
    try {
      writeFileAtomic(this.path, text, 0o600);
    } catch (error) {
      if (!existsSync(this.path)) throw error;
      writeInPlace(this.path, text);
    }
  }

  /** Makes sure that there is a file, so that a halt can be recorded even when the disk is full. */
  reserve(): void {
    if (!existsSync(this.path)) this.write(CLEAR);
  }

  /** Keeps the first halt: engaging it again changes nothing. */
  halt(by: string, at: string): void {
    const state = this.read();
    if (state.halted === null) this.write({ ...state, halted: { by, at } });
  }

  trip(reason: string, at: string): void {
    const state = this.read();
    if (state.tripped === null) this.write({ ...state, tripped: { reason, at } });
  }
}
