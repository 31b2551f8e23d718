import type { Bar } from '../../shared/session-view.ts';
import type { BarBook } from './bar-book.ts';

/** Candles asked for at a time. */
const PAGE = 2000;

export interface BarPagerHooks {
  /** At most `count` candles that opened before `before`, oldest first; empty when there are none. */
  fetch(before: number, count: number): Promise<readonly Bar[]>;
  /** The newest closed candles of the run, and how long one lasts in ms. */
  newest(): readonly Bar[];
  intervalMs(): number;
  /** Puts new content on the chart: `change` is run, and what moved it by so many places is told. */
  changed(change: () => number): void;
}

/** Slides the window of a chart over the run: one fetch at a time, and none that a restart has made useless. */
export class BarPager {
  private readonly book: BarBook;
  private readonly hooks: BarPagerHooks;
  private isFetching = false;
  private hasOlder = true;
  private generation = 0;

  constructor(book: BarBook, hooks: BarPagerHooks) {
    this.book = book;
    this.hooks = hooks;
  }

  /** Another run or another window: what is under way is not for it. */
  reset(): void {
    this.generation++;
    this.isFetching = false;
    this.hasOlder = true;
  }

  async older(): Promise<void> {
    const first = this.book.bars[0];
    if (first === undefined || !this.hasOlder) return;
    const older = await this.fetch(first.t);
    if (older === undefined || this.book.bars[0] !== first) return;
    this.hasOlder = older.some(({ t }) => t < first.t);
    if (!this.hasOlder) return;
    this.hooks.changed(() => {
      this.book.prepend(older);
      return this.book.placeOf(first.t);
    });
  }

  async newer(): Promise<void> {
    const { book } = this;
    const last = book.bars.at(-1);
    if (last === undefined || book.isLive) return;
    const page = await this.fetch(last.t + (PAGE + 1) * this.hooks.intervalMs());
    if (page === undefined || book.bars.at(-1) !== last) return;
    // a hole in the run that is wider than a page: on to the newest candles
    const isHole = !page.some(({ t }) => t > last.t);
    const place = book.placeOf(last.t);
    this.hooks.changed(() => {
      if (isHole) book.restart(this.hooks.newest());
      else book.append(page, this.hooks.newest());
      this.hasOlder = true;
      return book.placeOf(last.t) - place;
    });
  }

  /** Stands around a moment; true when its candle is held then. */
  async around(moment: number): Promise<boolean> {
    if (this.book.has(moment)) return true;
    this.reset();
    const page = await this.fetch(moment + (PAGE / 2) * this.hooks.intervalMs());
    if (page === undefined || !page.some(({ t }) => t === moment)) return false;
    this.hasOlder = true;
    this.hooks.changed(() => {
      this.book.replace(page, this.hooks.newest());
      return 0;
    });
    return true;
  }

  /** `undefined` when another fetch is under way, or when this one came too late. */
  private async fetch(before: number): Promise<readonly Bar[] | undefined> {
    if (this.isFetching) return undefined;
    this.isFetching = true;
    const { generation } = this;
    const page = await this.hooks.fetch(before, PAGE);
    if (generation !== this.generation) return undefined;
    this.isFetching = false;
    return page;
  }
}
