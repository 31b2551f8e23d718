/** How often the two clocks are compared. */
const LOOK_MS = 1000;
/** Smaller differences are a time server at work. */
const JUMP_MS = 5000;

export interface Clocks {
  /** ms UTC, as the machine has it. */
  wallMs(): number;
  /** ms that pass whatever the wall clock does; on Linux they stand still while the machine sleeps. */
  monotonicMs(): number;
}

const HOST: Clocks = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/**
 * Watches the wall clock against the monotonic one. `onJump` is told by how much it moved, forward after a sleep (or when it
 * was set), backward only when it was set. Returns how to end it.
 */
export function watchWallClock(onJump: (byMs: number) => void, clocks: Clocks = HOST): () => void {
  const difference = () => clocks.wallMs() - clocks.monotonicMs();
  let before = difference();
  const timer = setInterval(() => {
    const now = difference();
    const byMs = Math.round(now - before);
    // a slow drift is followed, so that it never adds up to a jump
    before = now;
    if (Math.abs(byMs) >= JUMP_MS) onJump(byMs);
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
