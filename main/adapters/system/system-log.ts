import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import type { Log, LogLevel } from '../../session/ports.ts';

/** The library wants its levels in lower case; they are written in upper case. */
const PINO_LEVELS = { debug: 20, info: 30, warning: 40, error: 50, critical: 60 } as const;
type PinoLevel = keyof typeof PINO_LEVELS;

type LevelLogger = Readonly<Record<PinoLevel, (fields: { readonly component: string }, message: string) => void>>;

/**
 * The log of the process: one JSON object a line with timestamp, level, component and message. Lines go to the run's
 * `system.jsonl` once it is open, and with `JSON_LOGS=1` to stderr as well. Every text is scrubbed before it leaves.
 */
export class SystemLog implements Log {
  private file: LevelLogger | undefined;
  private destination: ReturnType<typeof pino.destination> | undefined;
  private readonly console: LevelLogger | undefined;
  private readonly scrub: (text: string) => string;
  /** Lines written before a run folder exists. */
  private early: [LogLevel, string, string][] = [];

  constructor(options: { readonly toConsole: boolean; readonly scrub: (text: string) => string }) {
    this.scrub = options.scrub;
    if (options.toConsole) this.console = logger(pino.destination({ fd: 2, sync: true }));
  }

  /** Continues the log in a run's folder. */
  open(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    this.destination = pino.destination({ dest: path, sync: true, append: true });
    this.file = logger(this.destination);
    for (const [level, component, message] of this.early.splice(0)) put(this.file, level, component, message);
  }

  write(level: LogLevel, component: string, message: string): void {
    const text = this.scrub(message);
    if (this.console !== undefined) put(this.console, level, component, text);
    if (this.file !== undefined) put(this.file, level, component, text);
    else if (this.early.length < 1000) this.early.push([level, component, text]);
  }

  close(): void {
    this.file = undefined;
    this.destination?.end();
    this.destination = undefined;
  }
}

function put(target: LevelLogger, level: LogLevel, component: string, message: string): void {
  try {
    target[level.toLowerCase() as PinoLevel]({ component }, message);
  } catch {
    // a log that cannot be written must not stop what it speaks of
  }
}

function logger(destination: pino.DestinationStream): LevelLogger {
  return pino(
    {
      base: null,
      level: 'debug',
      customLevels: PINO_LEVELS,
      useOnlyCustomLevels: true,
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    destination,
  );
}
