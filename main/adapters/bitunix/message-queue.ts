/** A bounded queue that forgets its oldest entry rather than grow; precious ones are spared as long as any other is there. */
export class MessageQueue<T> {
  private readonly limit: number;
  private items: { readonly value: T; readonly isPrecious: boolean }[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Adds a message. Returns true when an older one had to go. */
  push(value: T, isPrecious: boolean): boolean {
    const isFull = this.items.length >= this.limit;
    if (isFull) {
      const victim = this.items.findIndex((item) => !item.isPrecious);
      this.items.splice(Math.max(0, victim), 1);
    }
    this.items.push({ value, isPrecious });
    return isFull;
  }

  /** Takes everything, oldest first. */
  takeAll(): T[] {
    const taken = this.items;
    this.items = [];
    return taken.map((item) => item.value);
  }

  get length(): number {
    return this.items.length;
  }
}
