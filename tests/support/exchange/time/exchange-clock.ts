/** Where the exchange takes time and timers from: the machine's clock, or one that a test moves by hand. */
export interface ExchangeClock {
  /** ms since 1970, UTC. */
  now(): number;
  /** Calls `fire` every `ms`, the first time after `ms`; returns how to stop it. */
  every(ms: number, fire: () => void): () => void;
}

/** The clock of the machine. */
export const machineClock: ExchangeClock = {
  now: () => Date.now(),
  every: (ms, fire) => {
    const timer = setInterval(fire, ms);
    return () => clearInterval(timer);
  },
};
