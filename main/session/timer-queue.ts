interface Timer {
  readonly at: number;
  /** Breaks ties: timers of one moment fire in the order in which they were set. */
  readonly order: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/** Timers of a clock, soonest first: a binary heap. */
export class TimerQueue {
  private readonly heap: Timer[] = [];
  private count = 0;

  /** Sets a timer; returns how to cancel it. */
  add(at: number, fire: () => void): () => void {
    const timer: Timer = { at, order: this.count++, fire, cancelled: false };
    this.heap.push(timer);
    this.rise(this.heap.length - 1);
    return () => {
      timer.cancelled = true;
    };
  }

  /** Time of the soonest timer, or undefined when there is none. */
  get nextAt(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.at;
  }

  /** Takes the soonest timer if it is due at `now`. */
  takeDue(now: number): { readonly at: number; readonly fire: () => void } | undefined {
    this.dropCancelled();
    const first = this.heap[0];
    if (first === undefined || first.at > now) return undefined;
    this.removeFirst();
    return first;
  }

  private dropCancelled(): void {
    while (this.heap[0]?.cancelled) this.removeFirst();
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  private sink(start: number): void {
    let index = start;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.heap.length) return;
      if (child + 1 < this.heap.length && isBefore(this.heap[child + 1], this.heap[child])) child++;
      if (!this.swapIfBefore(child, index)) return;
      index = child;
    }
  }

  private swapIfBefore(lower: number, upper: number): boolean {
    const a = this.heap[lower];
    const b = this.heap[upper];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    this.heap[lower] = b;
    this.heap[upper] = a;
    return true;
  }
}

function isBefore(a: Timer | undefined, b: Timer | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
