import { Budget } from './budget.ts';

/** Far more in a span than a page sends that a person uses. */
const MOST_MESSAGES = 400;
/** A page that goes on though it is refused takes time from the session. */
const FLOOD = 1200;
const WITHIN_MS = 4000;
/** Each goes to the person's phone or chat. */
const MOST_TEST_NOTICES = 5;
const NOTICES_WITHIN_MS = 60_000;

/** How many messages of the page are answered, and when it is given up. */
export class PageLimits {
  private readonly onFlood: () => void;
  private readonly monotonicMs: () => number;
  private answered = new Budget(MOST_MESSAGES, WITHIN_MS);
  private readonly testNotices = new Budget(MOST_TEST_NOTICES, NOTICES_WITHIN_MS);
  private received = new Budget(FLOOD, WITHIN_MS);

  constructor(onFlood: () => void, monotonicMs: () => number = () => performance.now()) {
    this.onFlood = onFlood;
    this.monotonicMs = monotonicMs;
  }

  /** Is one more message to be answered? */
  take(): boolean {
    const now = this.monotonicMs();
    if (!this.received.take(now)) {
      // the next page begins anew
      this.answered = new Budget(MOST_MESSAGES, WITHIN_MS);
      this.received = new Budget(FLOOD, WITHIN_MS);
      this.onFlood();
      return false;
    }
    return this.answered.take(now);
  }

  /** May one more test notice be sent? */
  takeTestNotice(): boolean {
    return this.testNotices.take(this.monotonicMs());
  }
}
