import type { Asker, Question } from './confirmations.ts';

/** After so many refusals in a row the page is not listened to for a while: its scripts could ask without end. */
const MOST_REFUSALS = 3;
const PAUSE_MS = 60_000;

/** Asks the person before the page has something done that scripts in it must not do by themselves: one dialog at a time. */
export class PageConsent {
  private readonly asker: Pick<Asker, 'ask'>;
  private readonly monotonicMs: () => number;
  private isOpen = false;
  private refusals = 0;
  private refusedAt = 0;

  constructor(asker: Pick<Asker, 'ask'>, monotonicMs: () => number = () => performance.now()) {
    this.asker = asker;
    this.monotonicMs = monotonicMs;
  }

  /** True when the person said yes; false for no, while another dialog stands, and for a minute after three refusals in a row. */
  async allows(question: Question): Promise<boolean> {
    if (this.isOpen) return false;
    if (this.refusals >= MOST_REFUSALS) {
      if (this.monotonicMs() - this.refusedAt < PAUSE_MS) return false;
      this.refusals = 0;
    }
    this.isOpen = true;
    try {
      const isAllowed = await this.asker.ask(question);
      this.refusals = isAllowed ? 0 : this.refusals + 1;
      this.refusedAt = this.monotonicMs();
      return isAllowed;
    } finally {
      this.isOpen = false;
    }
  }
}
