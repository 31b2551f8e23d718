import type { Reply } from '../../shared/ipc/contract.ts';
import type { HolderView } from '../session/ports.ts';

const TIMEOUT_MS = 5000;

/** Calls the holder of a session. `undefined` when it cannot be reached. */
export async function callHolder(holder: HolderView, name: string, input: object = {}): Promise<Reply | undefined> {
  if (holder.controlUrl === '') return undefined;
  try {
    const response = await fetch(`${holder.controlUrl}/api/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${holder.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await response.json()) as Reply;
  } catch {
    return undefined;
  }
}
