import { UNKNOWN } from './figures.ts';

/** Times as text, always UTC; who shows them says so. */

function iso(time: string | number | null | undefined): string | undefined {
  if (time === null || time === undefined || time === '') return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** 2026-11-21 02:37:36 */
export function fullTime(time: string | number | null | undefined): string {
  const text = iso(time);
  return text === undefined ? UNKNOWN : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** 11-21 02:37:36 */
export function shortTime(time: string | number | null | undefined): string {
  const text = iso(time);
  return text === undefined ? UNKNOWN : `${text.slice(5, 10)} ${text.slice(11, 19)}`;
}

/** 2026-11-21 02:37, for candles */
export function minuteTime(time: string | number | null | undefined): string {
  const text = iso(time);
  return text === undefined ? UNKNOWN : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

/** 02:37:36 */
export function clockTime(time: string | number | null | undefined): string {
  return iso(time)?.slice(11, 19) ?? UNKNOWN;
}

/** 1:02:03, or 2 d 01:02:03 */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN;
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / 86_400);
  const pad = (value: number) => String(value).padStart(2, '0');
  const clock = `${pad(Math.floor(whole / 3600) % 24)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return days === 0 ? clock : `${days} d ${clock}`;
}

/** 0.3 s, 12 s, 4 min */
export function age(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return UNKNOWN;
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
