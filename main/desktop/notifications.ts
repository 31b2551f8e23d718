import { Notification } from 'electron';
import { type Notice, noticesOf } from './notice.ts';
import type { StateWatch } from './state-watch.ts';

/** A fast replay fills orders by the hundred; one notice of fills in this time is enough. Alarms always come. */
const FILL_PAUSE_MS = 5000;
const MAX_OPEN = 20;
const KEPT = 50;

/** Notices of the system. Nothing may depend on them: a desktop without them is passed over. */
export class Notifications {
  /** Newest last. */
  readonly shown: Notice[] = [];
  private readonly options: { readonly isOn: boolean; readonly onClick: () => void };
  /** Held until closed: a notification that is collected loses its click. */
  private readonly open = new Set<Notification>();
  private fillAt = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly isOn: boolean; readonly onClick: () => void }) {
    this.options = options;
  }

  show(notice: Notice): void {
    if (!this.options.isOn || !this.isDue(notice)) return;
    this.shown.push(notice);
    if (this.shown.length > KEPT) this.shown.shift();
    try {
      if (Notification.isSupported()) this.display(notice);
    } catch {
      // a desktop without notifications
    }
  }

  private isDue({ kind }: Notice): boolean {
    if (kind !== 'fill') return true;
    const now = performance.now();
    if (now - this.fillAt < FILL_PAUSE_MS) return false;
    this.fillAt = now;
    return true;
  }

  private display({ title, body, kind }: Notice): void {
    const notification = new Notification({ title, body, silent: kind === 'fill' });
    this.open.add(notification);
    const oldest = this.open.values().next().value;
    if (this.open.size > MAX_OPEN && oldest !== undefined) this.open.delete(oldest);
    notification.on('click', this.options.onClick);
    notification.on('close', () => this.open.delete(notification));
    notification.show();
  }
}

/** Tells of fills, halts, trips and troubles of the session, whether a window shows them or not. */
export function setupNotifications(watch: StateWatch, notifications: Notifications): void {
  watch.onChange((change) => {
    for (const notice of noticesOf(change)) notifications.show(notice);
  });
}
