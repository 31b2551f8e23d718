import type { SessionStatus } from '../../shared/session-status.ts';
import { TEXT } from './page.ts';

/** One sentence for a refused or failed request. */
export function errorText(error: { readonly code: string; readonly message: string }): string {
  const own = Object.hasOwn(TEXT.error, error.code) ? TEXT.error[error.code] : undefined;
  if (own !== undefined) return own;
  const message = error.message === '' ? error.code : error.message;
  // a name stays as it is: a file, a path, a value's place
  const begin = /^[a-z]+[ ,]/.test(message) ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : message;
  return `${begin}${/[.!?]$/.test(message) ? '' : '.'}`;
}

/** A code in words: as listed, else the code without its underscores. */
export function words(list: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(list, code) ? list[code] : undefined) ?? code.replaceAll('_', ' ');
}

/** The state of the session in words. */
export function stateText(session: SessionStatus | null): string {
  if (session === null) return TEXT.state.none;
  if (session.state === 'running' && session.is_paused) return TEXT.state.paused;
  if (session.state !== 'stopped' || session.stop_reason === null) return TEXT.state[session.state];
  return `${TEXT.state.stopped}: ${words(TEXT.stopReason, session.stop_reason)}`;
}
