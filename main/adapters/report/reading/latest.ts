/** The latest `limit` of a stream of values, with how many there were. */
export class Latest<T> {
  private readonly kept: T[] = [];
  private readonly limit: number;
  private next = 0;
  total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(value: T): void {
    this.total++;
    this.kept[this.next] = value;
    this.next = (this.next + 1) % this.limit;
  }

  /** Oldest first. */
  get values(): T[] {
    return this.total <= this.limit
      ? this.kept.slice()
      : [...this.kept.slice(this.next), ...this.kept.slice(0, this.next)];
  }

  get leftOut(): number {
    return this.total - this.kept.length;
  }
}

/** The latest `limit` lines, copied into buffers that are used again: nothing is allocated for the many that fall out. */
export class LatestLines {
  private readonly slots: { buffer: Buffer; length: number }[] = [];
  private readonly limit: number;
  total = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(buffer: Buffer, start: number, end: number): void {
    const length = end - start;
    const index = this.total++ % this.limit;
    let slot = this.slots[index];
    if (slot === undefined || slot.buffer.length < length) {
      slot = { buffer: Buffer.allocUnsafe(Math.ceil(length * 1.25)), length };
      this.slots[index] = slot;
    }
    slot.length = length;
    buffer.copy(slot.buffer, 0, start, end);
  }

  /** Oldest first. */
  get lines(): string[] {
    const first = this.total <= this.limit ? 0 : this.total % this.limit;
    const ordered = [...this.slots.slice(first), ...this.slots.slice(0, first)];
    return ordered.map(({ buffer, length }) => buffer.toString('utf8', 0, length));
  }
}
