import type { Asker, Question } from './confirmations.ts';

/** Asks the person before the page has something done that scripts in it must not do by themselves: one dialog at a time. */
export class PageConsent {
  private readonly asker: Pick<Asker, 'ask'>;
  private isOpen = false;

  constructor(asker: Pick<Asker, 'ask'>) {
    this.asker = asker;
  }

  /** True when the person said yes; false for no, and while another dialog stands. */
  async allows(question: Question): Promise<boolean> {
    if (this.isOpen) return false;
    this.isOpen = true;
    try {
      return await this.asker.ask(question);
    } finally {
      this.isOpen = false;
    }
  }
}
