/** IPs that were disconnected too often for too many messages, and how long nothing of theirs is let in. */
export class BlockList {
  private readonly punishmentsToBlock: number;
  private readonly blockMs: number;
  private readonly punishments = new Map<string, number>();
  private readonly blockedUntil = new Map<string, number>();

  constructor({ punishmentsToBlock, blockMs }: { readonly punishmentsToBlock: number; readonly blockMs: number }) {
    this.punishmentsToBlock = punishmentsToBlock;
    this.blockMs = blockMs;
  }

  isBlocked(ip: string, now: number): boolean {
    return now < (this.blockedUntil.get(ip) ?? 0);
  }

  /** Counts one more disconnect; true if the IP is blocked from now on. */
  punish(ip: string, now: number): boolean {
    const count = (this.punishments.get(ip) ?? 0) + 1;
    const isBlocked = count >= this.punishmentsToBlock;
    this.punishments.set(ip, isBlocked ? 0 : count);
    if (isBlocked) this.blockedUntil.set(ip, now + this.blockMs);
    return isBlocked;
  }
}
