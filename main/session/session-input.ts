import type { FeedEvent } from '../../shared/events.ts';
import type { Candle, CandleOrigin, Quote } from '../../shared/market.ts';
import type { StopReason } from '../../shared/stop-reason.ts';
import type { ErrorKind } from '../engine/risk/error-breaker.ts';

/** Commands that act on a running session. `by` names the surface: cli, page, tray, file, environment. */
export type SessionCommand =
  | { readonly name: 'Kill'; readonly by: string }
  | { readonly name: 'ClosePosition'; readonly by: string }
  | { readonly name: 'PauseEntries'; readonly by: string }
  | { readonly name: 'ResumeEntries'; readonly by: string };

/**
 * What happened to the computer's time: it is about to sleep, it has slept for so long, or its wall clock moved against the
 * monotonic one (forward after a sleep that nobody announced).
 */
export type PowerChange =
  | { readonly kind: 'suspended' }
  | { readonly kind: 'resumed'; readonly asleepMs: number }
  | { readonly kind: 'clockJumped'; readonly byMs: number };

/**
 * Everything the core ever consumes. `at` is session time in ms. Recorded as they are consumed, they recompute the run:
 * the same inputs give the same events, byte for byte.
 */
export type SessionInput = { readonly at: number } & (
  | { readonly kind: 'start' }
  | { readonly kind: 'recovered' }
  | { readonly kind: 'candle'; readonly candle: Candle; readonly origin: CandleOrigin }
  /** `volume` is that of the open candle so far, where the source knows it: shown, never decided on, and not recorded. */
  | { readonly kind: 'quote'; readonly quote: Quote; readonly volume?: number }
  | { readonly kind: 'funding'; readonly ts: number; readonly rate: number }
  | { readonly kind: 'feed'; readonly event: FeedEvent }
  | { readonly kind: 'error'; readonly error: ErrorKind; readonly what: string }
  | { readonly kind: 'command'; readonly command: SessionCommand }
  | { readonly kind: 'timer' }
  | PowerChange
  | { readonly kind: 'stop'; readonly reason: StopReason; readonly by: string }
);

/** A compact line for one input. Numbers keep every bit: JSON prints the shortest text that reads back the same. */
export function encodeInput(input: SessionInput): string {
  switch (input.kind) {
    case 'quote': {
      const { ts, bid, ask, last } = input.quote;
      return `["q",${input.at},${ts},${bid},${ask},${last}]`;
    }
    case 'candle': {
      const { openTime, open, high, low, close, volume } = input.candle;
      return `["c",${input.at},${openTime},${open},${high},${low},${close},${volume},"${input.origin}"]`;
    }
    default:
      return JSON.stringify(input);
  }
}

/** Reads a line that `encodeInput` wrote. Throws when it is not one. */
export function decodeInput(line: string): SessionInput {
  const value: unknown = JSON.parse(line);
  if (!Array.isArray(value)) return value as SessionInput;
  if (value[0] === 'q') {
    const [, at, ts, bid, ask, last] = value as [string, number, number, number, number, number];
    return { kind: 'quote', at, quote: { ts, bid, ask, last } };
  }
  const [, at, openTime, open, high, low, close, volume, origin] = value as [
    string,
    ...[number, number, number, number, number, number, number],
    CandleOrigin,
  ];
  return { kind: 'candle', at, candle: { openTime, open, high, low, close, volume }, origin };
}
