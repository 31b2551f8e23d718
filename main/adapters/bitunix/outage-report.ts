import type { MarketInput } from '../../session/ports.ts';
import { ExchangeError } from './exchange-error.ts';

const LONGEST_TEXT = 300;

/**
 * Turns operations that failed for good into inputs of the session: one per operation and outage, so that an exchange whose REST is
 * away for an hour does not use up the session's error budget while its pushes are fine.
 */
export class OutageReport {
  private readonly failing = new Map<string, string>();

  /** Notes how an operation ended; `error` is null when it worked. Returns the input to tell, if there is one. */
  note(operation: string, error: unknown): MarketInput | undefined {
    if (error === null) {
      this.failing.delete(operation);
      return undefined;
    }
    if (!(error instanceof ExchangeError)) return undefined;
    const { kind, message } = error;
    if (kind === 'refused' || kind === 'aborted' || this.failing.has(operation)) return undefined;
    const what = `${operation}: ${message}`.slice(0, LONGEST_TEXT).toWellFormed();
    this.failing.set(operation, what);
    return { kind: 'error', error: kind, what };
  }

  /** Operations that do not work at present, each with its error. */
  get sentences(): readonly string[] {
    return [...this.failing.values()];
  }
}
