import type { AlertEvent } from '../../../shared/config/alerts.ts';
import type { SessionEvent } from '../../../shared/events.ts';

/** One message to a person who is not looking. */
export interface Notice {
  readonly about: AlertEvent | 'test';
  /** ISO. */
  readonly timestamp: string;
  readonly text: string;
}

/** Turns events into notices; remembers whether the feed was lost, since only then its return is news. */
export class NoticeWriter {
  private isFeedLost = false;

  /** The notice of an event, or undefined when nobody needs to be told. */
  of(event: SessionEvent): Notice | undefined {
    const about = (what: AlertEvent, text: string): Notice => ({ about: what, timestamp: event.timestamp, text });
    switch (event.event) {
      case 'ExecutionFill':
        return about('fill', `${event.side} ${event.qty} at ${event.price}, fee ${event.fee}`);
      case 'CIRCUIT_BREAKER_TRIPPED': {
        const { equity, drawdown_pct, daily_loss } = event.figures;
        return about(
          'trip',
          `circuit breaker tripped: ${event.reason}; equity ${equity}, drawdown ${drawdown_pct} %, daily loss ${daily_loss}`,
        );
      }
      case 'KillEngaged':
        return about('halt', `KILL by ${event.by}: trading is halted`);
      case 'KillIncomplete':
        return about('kill_incomplete', `KILL is not complete, look at once; left: ${event.left}`);
      case 'FeedLost':
        this.isFeedLost = true;
        return about('feed_lost', `market data lost: ${event.reason}`);
      case 'FeedConnected': {
        const wasLost = this.isFeedLost;
        this.isFeedLost = false;
        return wasLost ? about('recovered', `market data are back from ${event.source}`) : undefined;
      }
      case 'SessionRecovered':
        return about('recovered', `session recovered after a crash; equity ${event.equity}, ${event.position}`);
      default:
        return undefined;
    }
  }
}
