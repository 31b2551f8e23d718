const WINDOW_MS = 1000;
const FRAMES_PER_WINDOW = 5;

/** Counts what we send on one connection: the exchange cuts it at more than five frames in a second (fact sheet 5.1). */
export class SendGuard {
  private sentAt: number[] = [];

  /** True when a frame may leave now. `isOptional` frames leave one place for those that must. */
  admit(now: number, isOptional = false): boolean {
    this.sentAt = this.sentAt.filter((at) => now - at <= WINDOW_MS);
    const limit = isOptional ? FRAMES_PER_WINDOW - 2 : FRAMES_PER_WINDOW;
    if (this.sentAt.length >= limit) return false;
    this.sentAt.push(now);
    return true;
  }
}
