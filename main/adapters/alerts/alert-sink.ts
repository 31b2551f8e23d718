import type { AlertsConfig } from '../../../shared/config/alerts.ts';
import type { EventLine, EventSink, Log } from '../../session/ports.ts';
import { type Notice, NoticeWriter } from './notice.ts';
import { Outbox } from './outbox.ts';
import { ping, post } from './send.ts';

const MAX_WAITING = 50;
const PING_EVERY_MS = 30_000;
/** The end of a session waits no longer than this for a notice. */
const GRACE_MS = 1500;

export interface AlertSinkParts {
  /** What holds now; asked for each notice, so that a change acts at once. */
  readonly config: () => AlertsConfig;
  readonly runId: string;
  readonly log: Log;
  readonly scrub: (text: string) => string;
  /** Monotonic ms. */
  readonly monotonicMs: () => number;
}

/**
 * Tells a webhook what a person must know, and a ping address that decisions are still made: when it falls silent, whoever
 * listens there raises the alarm. Whatever their servers do, the session neither waits nor notices; a failure is logged.
 */
export class AlertSink implements EventSink {
  private readonly parts: AlertSinkParts;
  private readonly writer = new NoticeWriter();
  private readonly notices: Outbox;
  private readonly pings: Outbox;
  private pingedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: AlertSinkParts) {
    this.parts = parts;
    const { log } = parts;
    this.notices = new Outbox(MAX_WAITING, (why) => log.write('WARNING', 'alerts', `notice not sent: ${why}`));
    this.pings = new Outbox(1, (why) => log.write('WARNING', 'alerts', `ping not sent: ${why}`));
  }

  events(lines: readonly EventLine[]): void {
    let hasDecided = false;
    for (const { event } of lines) {
      if (event.event === 'DecisionMade') hasDecided = true;
      const notice = this.writer.of(event);
      if (notice !== undefined) this.tell(notice);
    }
    if (hasDecided) this.ping();
  }

  /** Tells that a session could not go on, which no event can say any more. */
  alarm(text: string): void {
    this.tell({ about: 'halt', timestamp: new Date().toISOString(), text });
  }

  private tell(notice: Notice): void {
    const { webhook_url: url, events } = this.parts.config();
    if (url === null || notice.about === 'test' || !events.includes(notice.about)) return;
    const body = bodyOf(notice, this.parts.runId, this.parts.scrub);
    this.notices.add((signal) => post(url, body, signal));
  }

  private ping(): void {
    const { ping_url: url } = this.parts.config();
    const now = this.parts.monotonicMs();
    if (url === null || now - this.pingedAt < PING_EVERY_MS) return;
    this.pingedAt = now;
    this.pings.add((signal) => ping(url, signal));
  }

  /** Gives what is under way a moment, then drops it. */
  async dispose(): Promise<void> {
    await Promise.all([this.notices.dispose(GRACE_MS), this.pings.dispose(0)]);
  }
}

/** Sends one test notice. Throws an Error that names host and fault. */
export async function sendTestNotice(url: string, nowIso: string): Promise<void> {
  const notice: Notice = { about: 'test', timestamp: nowIso, text: 'a test notice: notices arrive here' };
  await post(
    url,
    bodyOf(notice, null, (text) => text),
  );
}

/** `text` and `content` hold the same sentence, under the names that common chat services read. */
function bodyOf({ about, timestamp, text }: Notice, runId: string | null, scrub: (text: string) => string): object {
  const sentence = scrub(`Laptop Agents: ${text}`);
  return { schema_version: 1, about, timestamp, run_id: runId, text: sentence, content: sentence };
}
