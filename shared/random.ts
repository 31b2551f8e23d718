/** Seeded generator (sfc32, seeded through splitmix32): 32-bit integer arithmetic only, the same on every machine. */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  /** `stream` separates the generators of one seed: market, latency, jitter. */
  constructor(seed: number, stream = 0) {
    let state = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) | 0;
    const high = Math.floor(seed / 0x1_0000_0000) | 0;
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    this.a = next() ^ high;
    this.b = next();
    this.c = next();
    for (let i = 0; i < 12; i++) this.nextUint32();
  }

  /** Next whole number in [0, 2³²). */
  nextUint32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** Next number in [low, high). */
  uniform(low: number, high: number): number {
    return low + (this.nextUint32() / 0x1_0000_0000) * (high - low);
  }

  save(): RandomState {
    return [this.a, this.b, this.c, this.counter];
  }

  load([a, b, c, counter]: RandomState): void {
    this.a = a;
    this.b = b;
    this.c = c;
    this.counter = counter;
  }
}

export type RandomState = readonly [number, number, number, number];
