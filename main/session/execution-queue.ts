import { Random, type RandomState } from '../../shared/random.ts';
import type { EntryOrder } from '../engine/execution/orders.ts';
import { LATENCY_MS } from './session-setup.ts';

const CAPACITY = 64;
const WAIT_MS = 5000;

interface Queued {
  readonly order: EntryOrder;
  /** Session time from which it executes on the next quote. */
  readonly readyAt: number;
}

interface Waiting {
  readonly order: EntryOrder;
  readonly since: number;
}

/**
 * Orders on their way to the paper venue: bounded, each with a latency drawn from the seeded generator. When it is full an
 * order waits up to five seconds for a place, then it is dropped. Times are session ms.
 */
export class ExecutionQueue {
  private queue: Queued[] = [];
  private waiting: Waiting[] = [];
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed, 1);
  }

  /** Queues an order. Returns its latency in ms, or `undefined` when the queue is full and the order waits. */
  push(order: EntryOrder, at: number): number | undefined {
    if (this.queue.length >= CAPACITY) {
      this.waiting.push({ order, since: at });
      return undefined;
    }
    const latency = Math.floor(this.random.uniform(LATENCY_MS.low, LATENCY_MS.high + 1));
    this.queue.push({ order, readyAt: at + latency });
    return latency;
  }

  /** Takes the orders that are due at this moment, in the order in which they were queued. */
  takeDue(at: number): EntryOrder[] {
    if (this.queue.length === 0) return [];
    const due = this.queue.filter((queued) => queued.readyAt <= at);
    if (due.length > 0) this.queue = this.queue.filter((queued) => queued.readyAt > at);
    return due.map(({ order }) => order);
  }

  /** Moves waiting orders into free places and gives back those that waited too long. */
  admitWaiting(at: number): {
    readonly admitted: readonly [EntryOrder, number][];
    readonly dropped: readonly EntryOrder[];
  } {
    if (this.waiting.length === 0) return { admitted: [], dropped: [] };
    const dropped = this.waiting.filter(({ since }) => at - since >= WAIT_MS).map(({ order }) => order);
    const left = this.waiting.filter(({ since }) => at - since < WAIT_MS);
    this.waiting = [];
    const admitted: [EntryOrder, number][] = [];
    for (const { order, since } of left) {
      const latency = this.queue.length < CAPACITY ? this.push(order, at) : undefined;
      if (latency === undefined) this.waiting.push({ order, since });
      else admitted.push([order, latency]);
    }
    return { admitted, dropped };
  }

  /** Empties the queue; returns what was in it. */
  clear(): EntryOrder[] {
    const orders = [...this.queue, ...this.waiting].map(({ order }) => order);
    this.queue = [];
    this.waiting = [];
    return orders;
  }

  get length(): number {
    return this.queue.length + this.waiting.length;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  save(): ExecutionQueueState {
    return { queue: this.queue, waiting: this.waiting, random: this.random.save() };
  }

  load(state: ExecutionQueueState): void {
    this.queue = [...state.queue];
    this.waiting = [...state.waiting];
    this.random.load(state.random);
  }
}

export interface ExecutionQueueState {
  readonly queue: readonly Queued[];
  readonly waiting: readonly Waiting[];
  readonly random: RandomState;
}
