import { mulDivFloor } from '../../../shared/decimal.ts';
import { addMoney, type Lots, type Money, money, type Ticks, ZERO_MONEY } from '../../../shared/money.ts';

interface Entry {
  lots: Lots;
  readonly ticks: Ticks;
  fees: Money;
}

/** Entry lots of a position, first in first out, each with its price and the entry fees still on it. */
export class LotQueue {
  private entries: Entry[] = [];
  /** Open quantity. */
  lots = 0 as Lots;
  /** Sum of ticks × lots of the open quantity. */
  cost = 0;
  fees = ZERO_MONEY;

  add(lots: Lots, ticks: Ticks, fees: Money): void {
    this.entries.push({ lots, ticks, fees });
    this.lots = (this.lots + lots) as Lots;
    this.cost += ticks * lots;
    this.fees = addMoney(this.fees, fees);
  }

  /** Takes `lots` off the front. Returns their cost in ticks × lots and their share of the entry fees, pro rata. */
  take(lots: Lots): { readonly cost: number; readonly fees: Money } {
    if (lots > this.lots) throw new RangeError(`cannot take ${lots} lots of ${this.lots}`);
    let left: number = lots;
    let cost = 0;
    let fees = ZERO_MONEY;
    while (left > 0) {
      const first = this.entries[0];
      if (first === undefined) break;
      const taken = Math.min(left, first.lots);
      const share = money(mulDivFloor(first.fees, taken, first.lots));
      cost += first.ticks * taken;
      fees = addMoney(fees, share);
      left -= taken;
      if (taken === first.lots) {
        this.entries.shift();
      } else {
        first.lots = (first.lots - taken) as Lots;
        first.fees = money(first.fees - share);
      }
    }
    this.lots = (this.lots - lots) as Lots;
    this.cost -= cost;
    this.fees = money(this.fees - fees);
    return { cost, fees };
  }

  save(): LotQueueState {
    return this.entries.map(({ lots, ticks, fees }) => [lots, ticks, fees] as const);
  }

  load(state: LotQueueState): void {
    this.entries = [];
    this.lots = 0 as Lots;
    this.cost = 0;
    this.fees = ZERO_MONEY;
    for (const [lots, ticks, fees] of state) this.add(lots, ticks, fees);
  }
}

export type LotQueueState = readonly (readonly [Lots, Ticks, Money])[];
