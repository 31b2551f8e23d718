import { Failure } from '../../shared/failure.ts';
import { INTERVAL_NAMES, type Interval, isInterval } from '../../shared/interval.ts';
import { parseTimestamp } from '../../shared/time.ts';

/** Readers of flag values: each returns the value or throws Failure('bad_flag') that names the flag and what is allowed. */

export function oneOf<Value extends string>(flag: string, allowed: readonly Value[]) {
  return (text: string): Value => {
    const found = allowed.find((value) => value === text);
    if (found === undefined) throw new Failure('bad_flag', `${flag} ${text}: must be one of ${allowed.join(', ')}`);
    return found;
  };
}

export function numberBetween(flag: string, low: number, high: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < low || value > high) {
      throw new Failure('bad_flag', `${flag} ${text}: must be a number from ${low} to ${high}`);
    }
    return value;
  };
}

export function wholeBetween(flag: string, low: number, high: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < low || value > high) {
      throw new Failure('bad_flag', `${flag} ${text}: must be a whole number from ${low} to ${high}`);
    }
    return value;
  };
}

export function onOff(flag: string) {
  return (text: string): boolean => oneOf(flag, ['on', 'off'])(text) === 'on';
}

export function speedValue(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0.1 || value > 1000) {
    throw new Failure('bad_flag', `--speed ${text}: must be max or a number from 0.1 to 1000`);
  }
  return value;
}

export function intervalValue(text: string): Interval {
  if (!isInterval(text))
    throw new Failure('bad_flag', `--interval ${text}: must be one of ${INTERVAL_NAMES.join(', ')}`);
  return text;
}

export function symbolValue(text: string): string {
  const symbol = text.toUpperCase();
  if (!/^[A-Z0-9]{3,20}$/.test(symbol))
    throw new Failure('bad_flag', `--symbol ${text}: must be a symbol such as BTCUSDT`);
  return symbol;
}

export function timeValue(flag: string) {
  return (text: string): number => {
    const ms = parseTimestamp(text);
    if (ms === undefined)
      throw new Failure('bad_flag', `${flag} ${text}: must be a time such as 2025-01-01 or 2025-01-01T12:00:00Z`);
    return ms;
  };
}
