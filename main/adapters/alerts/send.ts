const TIMEOUT_MS = 5000;

/** Posts JSON; resolves when the server took it. Throws an Error that names the host and no more of the address. */
export async function post(url: string, body: object, signal?: AbortSignal): Promise<void> {
  await ask(
    url,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    signal,
  );
}

/** Asks an address; only the answer's status counts. Throws like `post`. */
export async function ping(url: string, signal?: AbortSignal): Promise<void> {
  await ask(url, { method: 'GET' }, signal);
}

async function ask(url: string, request: RequestInit, signal: AbortSignal | undefined): Promise<void> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const { host } = new URL(url);
  let status: number;
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'manual', // what was sent to one host is not for another
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    status = response.status;
    await response.body?.cancel();
  } catch (error) {
    throw new Error(`${host} ${timeout.aborted ? `did not answer within ${TIMEOUT_MS / 1000} s` : why(error)}`);
  }
  if (status < 200 || status > 299) throw new Error(`${host} answered ${status}`);
}

/** The code of the fault: messages may quote the address. */
function why(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return `could not be reached${code === '' ? '' : ` (${code})`}`;
}
