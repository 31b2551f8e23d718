import type { Connection } from './carrier.ts';

/** Finds out over plain HTTP why a WebSocket cannot be had: a browser does not tell a page what the upgrade was answered. */
export async function probeServer(token: string): Promise<Connection> {
  try {
    const response = await fetch(`/api/status?token=${encodeURIComponent(token)}`, { cache: 'no-store' });
    return response.status === 403 ? { kind: 'wrong_token' } : { kind: 'lost' };
  } catch {
    return { kind: 'gone' };
  }
}

/** KILL without a WebSocket. */
export async function killOverHttp(token: string): Promise<unknown> {
  const response = await fetch(`/api/kill?token=${encodeURIComponent(token)}`, { method: 'POST', cache: 'no-store' });
  return (await response.json()) as unknown;
}
