import type { FeedHealth } from '../../shared/feed-health.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import { figure, signed, UNKNOWN, withUnit } from '../format/figures.ts';
import { age } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { FactRow } from './fact-row.tsx';
import { isLive } from './session-facts.ts';
import { useNow } from './use-now.ts';

const SLOW_MS = 5000;
const LOST_MS = 30_000;
const { feed: text } = TEXT;

/** Where the market data come from and how fresh they are. */
export function FeedPanel() {
  const session = useWorkstation((state) => state.session);
  const receivedAt = useWorkstation((state) => state.receivedAt);
  const isRunning = isLive(session);
  const now = useNow(500, isRunning);
  const since = Math.max(0, now - receivedAt);
  const ageMs = isRunning && session.feed_age_ms !== null ? session.feed_age_ms + (since > 1000 ? since : 0) : null;
  const { kind, glyph, word } = feedState(session, ageMs);
  return (
    <section className="panel feed" aria-labelledby="feed-heading">
      <div className="panel-head">
        <h2 id="feed-heading">{text.heading}</h2>
        <span className={`feed-state ${kind}`}>
          <span aria-hidden="true">{glyph} </span>
          {word}
        </span>
      </div>
      <dl className="rows two">
        <FactRow name={text.source}>{session === null ? UNKNOWN : words(text.shortSources, session.source)}</FactRow>
        <FactRow name={text.age}>{age(ageMs)}</FactRow>
        <FactRow name={text.candles}>{figure(session?.candles, 0)}</FactRow>
        <FactRow name={text.errors} tone={(session?.errors ?? 0) > 0 ? 'down' : ''}>
          {figure(session?.errors, 0)}
        </FactRow>
      </dl>
      {session?.feed != null && <LiveFeed feed={session.feed} isRunning={session.state === 'running'} />}
    </section>
  );
}

/** What only a live source has. */
function LiveFeed({ feed, isRunning }: { readonly feed: FeedHealth; readonly isRunning: boolean }) {
  const lost = feed.dropped + feed.malformed;
  return (
    <>
      <dl className="rows two">
        <FactRow name={text.rate}>{figure(feed.messagesPerSecond, 1)}</FactRow>
        <FactRow name={text.reconnects}>{figure(feed.reconnects, 0)}</FactRow>
        <FactRow name={text.lossy}>{figure(lost, 0)}</FactRow>
        <FactRow name={text.offset}>{withUnit(signed(feed.clockOffsetMs, 0), 'ms')}</FactRow>
        <FactRow name={text.repairs}>{figure(feed.repairs, 0)}</FactRow>
      </dl>
      {isRunning &&
        feed.reasons.map((reason) => (
          <p key={reason} className="warn-note">
            {reason}
          </p>
        ))}
      {isRunning && feed.isSynthetic && <p className="warn-note">{text.synthetic}</p>}
    </>
  );
}

function feedState(session: SessionStatus | null, ageMs: number | null) {
  if (session === null) return { kind: 'off', glyph: '■', word: text.none };
  if (!isLive(session)) return { kind: 'off', glyph: '■', word: text.ended };
  if (session.state === 'starting' || session.state === 'seeding')
    return { kind: 'warn', glyph: '◐', word: text.loading };
  if (session.feed?.isDegraded) return { kind: 'warn', glyph: '◐', word: text.degraded };
  if (ageMs === null) return { kind: 'warn', glyph: '◐', word: text.loading };
  if (ageMs > LOST_MS) return { kind: 'danger', glyph: '✕', word: text.lost };
  if (ageMs > SLOW_MS) return { kind: 'warn', glyph: '◐', word: text.slow };
  return { kind: 'good', glyph: '●', word: text.live };
}
