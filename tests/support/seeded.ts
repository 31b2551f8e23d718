/** A small seeded generator for tests that choose at random and must be repeatable. */
export class SplitMix {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return low + (((mixed ^ (mixed >>> 15)) >>> 0) % (high - low + 1));
  }
}
