import { Random } from '../../../../shared/random.ts';

/** Decides by a seed whether a fault with a share (0 never, 1 always) strikes this time. */
export class Dice {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed, 0xd1ce);
  }

  strikes(share: number): boolean {
    if (share >= 1) return true;
    return share > 0 && this.random.uniform(0, 1) < share;
  }

  uniform(low: number, high: number): number {
    return this.random.uniform(low, high);
  }
}
