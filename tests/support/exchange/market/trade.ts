export interface Trade {
  /** 1, 2, 3 … within a market; the exchange does not publish it. */
  readonly id: number;
  /** ms UTC. */
  readonly time: number;
  /** Price in ticks, size in lots. */
  readonly price: number;
  readonly lots: number;
  /** Side of the taker. */
  readonly side: 'buy' | 'sell';
  /** Index and mark price at this moment, in ticks. */
  readonly index: number;
  readonly mark: number;
}
