import type { Bar } from '../../shared/session-view.ts';
import { after, ascending, countBefore } from './bar-window.ts';

/** Closed candles that a chart holds while it follows the market: with ten times as many every tick costs a frame. */
const FOLLOWED = 3000;
/** New ones that may come on top before the oldest are let go, so that this happens rarely. */
const SPARE = 500;
/** Closed candles held at most, also of a chart that was scrolled far back. */
const MOST = 7000;

/** What changed: nothing, everything, or these candles at the end. */
export type BookChange = 'none' | 'all' | readonly Bar[];

/**
 * The candles that a chart holds: a window over the run that slides to where a person looks. While it reaches the newest candle
 * it is live and takes in what comes; scrolled far back it lets go of the newest, and stands until it is led there again.
 */
export class BarBook {
  /** Closed candles, strictly ascending. */
  bars: Bar[] = [];
  /** The candle that is still open, when the window is live. */
  open: Bar | null = null;
  isLive = true;

  get size(): number {
    return this.bars.length + (this.open === null ? 0 : 1);
  }

  get last(): Bar | undefined {
    return this.open ?? this.bars.at(-1);
  }

  /** The candle at a place; the open one stands after the closed ones. */
  at(place: number): Bar | undefined {
    return place === this.bars.length ? (this.open ?? undefined) : this.bars[place];
  }

  /** Place of the candle that opened at `time`; of the one before it when there is none; -1 before the first. */
  placeOf(time: number): number {
    if (this.open !== null && time >= this.open.t) return this.bars.length;
    const place = countBefore(this.bars, time, ({ t }) => t);
    return this.bars[place]?.t === time ? place : place - 1;
  }

  /** Whether the candle that opened at `time` is held. */
  has(time: number): boolean {
    return this.at(this.placeOf(time))?.t === time;
  }

  /** Begins anew at the live end. */
  restart(newest: readonly Bar[]): void {
    this.bars = ascending(newest).slice(-FOLLOWED);
    this.open = null;
    this.isLive = true;
  }

  /** Takes in what a new snapshot of the same run says, keeping older candles that join it. */
  rejoin(newest: readonly Bar[]): void {
    if (!this.isLive) return;
    const fresh = ascending(newest);
    const first = fresh[0]?.t;
    const older =
      first === undefined
        ? []
        : this.bars.slice(
            0,
            countBefore(this.bars, first, ({ t }) => t),
          );
    const joins = this.bars[older.length]?.t === first;
    this.bars = joins ? [...older, ...fresh] : fresh.slice(-FOLLOWED);
    this.open = null;
  }

  /** Takes in candles that closed, and averages that became known of the last one. */
  extend(newest: readonly Bar[]): BookChange {
    const last = this.bars.at(-1);
    if (!this.isLive || newest.at(-1) === last) return 'none';
    const fresh = ascending(after(newest, (last?.t ?? Number.NEGATIVE_INFINITY) - 1));
    if (fresh[0] !== undefined && fresh[0] !== last && fresh[0].t === last?.t) this.bars.pop();
    else if (fresh[0] === last) fresh.shift();
    if (fresh.length === 0) return 'none';
    this.bars.push(...fresh);
    const isBehind = this.open !== null && this.open.t > (fresh[0]?.t ?? 0);
    if (this.open !== null && this.open.t <= (this.bars.at(-1)?.t ?? 0)) this.open = null;
    return isBehind ? 'all' : fresh;
  }

  /** Takes in the open candle; true when it is to be drawn. */
  setOpen(open: Bar | null): boolean {
    if (!this.isLive || open === null || open.t <= (this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY)) {
      this.open = null;
      return false;
    }
    if (this.open !== null && open.t < this.open.t) return false;
    this.open = open;
    return true;
  }

  /** Lets go of what a chart that follows the market does not need; true when there was enough of it. */
  trim(spare = SPARE): boolean {
    if (!this.isLive || this.bars.length <= FOLLOWED + spare) return false;
    this.bars = this.bars.slice(-FOLLOWED);
    return true;
  }

  /** Puts older candles in front; too many let go of the newest. False when there were none. */
  prepend(older: readonly Bar[]): boolean {
    const first = this.bars[0]?.t ?? Number.POSITIVE_INFINITY;
    const front = ascending(older).filter(({ t }) => t < first);
    if (front.length === 0) return false;
    this.bars = [...front, ...this.bars];
    if (this.bars.length > MOST) {
      this.bars = this.bars.slice(0, MOST);
      this.open = null;
      this.isLive = false;
    }
    return true;
  }

  /** Puts newer candles behind, and goes live when they reach the newest. */
  append(newer: readonly Bar[], newest: readonly Bar[]): void {
    this.bars.push(...after(ascending(newer), this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY));
    const last = this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY;
    if (newest[0] !== undefined && newest[0].t <= last) {
      this.bars.push(...after(newest, last));
      this.isLive = true;
    }
    this.bars = this.bars.slice(-MOST);
  }

  /** Stands elsewhere in the run. */
  replace(bars: readonly Bar[], newest: readonly Bar[]): void {
    this.bars = ascending(bars);
    this.open = null;
    this.isLive = false;
    this.append([], newest);
  }
}
