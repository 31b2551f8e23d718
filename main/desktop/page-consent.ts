import type { Asker, Question } from './confirmations.ts';
import { Patience } from './patience.ts';

/** Asks the person before the page has something done that scripts in it must not do by themselves: one dialog at a time. */
export class PageConsent {
  private readonly asker: Pick<Asker, 'ask'>;
  private readonly patience: Patience;
  private isOpen = false;

  constructor(asker: Pick<Asker, 'ask'>, monotonicMs?: () => number) {
    this.asker = asker;
    this.patience = new Patience(monotonicMs);
  }

  /** True when the person said yes; false for no, while another dialog stands, and for a minute after three refusals in a row. */
  async allows(question: Question): Promise<boolean> {
    if (this.isOpen || this.patience.isOver()) return false;
    this.isOpen = true;
    try {
      const isAllowed = await this.asker.ask(question);
      this.patience.answered(isAllowed);
      return isAllowed;
    } finally {
      this.isOpen = false;
    }
  }
}
