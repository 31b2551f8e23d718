const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls back on every signal that asks the program to end. Returns how to stop listening. */
export function onSignal(listener: (signal: string) => void): () => void {
  const removers = SIGNALS.map((signal) => {
    const handle = () => listener(signal);
    process.on(signal, handle);
    return () => process.removeListener(signal, handle);
  });
  return () => {
    for (const remove of removers) remove();
  };
}

/** Resolves with the first signal; further ones change nothing. */
export function untilSignal(): Promise<string> {
  return new Promise((resolve) => onSignal(resolve));
}
