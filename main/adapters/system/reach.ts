/** How a server answered, or why it did not. */
export type Reached =
  | {
      readonly isReached: true;
      readonly status: number;
      readonly roundTripMs: number;
      /** Server clock minus ours, ms, good to about a second; null when it sends no Date. */
      readonly skewMs: number | null;
    }
  | { readonly isReached: false; readonly why: string };

/** Asks a server for any answer at all, and for its time. Never throws. */
export async function reach(url: string, timeoutMs: number): Promise<Reached> {
  const before = performance.now();
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    const roundTripMs = Math.round(performance.now() - before);
    const date = Date.parse(response.headers.get('date') ?? '');
    // The header has whole seconds: on average half a second has passed since.
    const skewMs = Number.isNaN(date) ? null : Math.round(date + 500 - (Date.now() - roundTripMs / 2));
    return { isReached: true, status: response.status, roundTripMs, skewMs };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const message = cause instanceof Error ? cause.message : String(cause);
    return { isReached: false, why: message === '' ? code : message };
  }
}
