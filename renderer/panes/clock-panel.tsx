import { intervalMs, isInterval } from '../../shared/interval.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import { figure, UNKNOWN } from '../format/figures.ts';
import { clockTime, duration, fullTime, minuteTime } from '../format/times.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { sideText } from '../text/side.ts';
import { FactRow } from './fact-row.tsx';
import { isLive } from './session-facts.ts';
import { useNow } from './use-now.ts';

const { clock: text } = sideText;

/** The times of a session: of its market, of itself, how fast both go, and when the open candle closes. */
export function ClockPanel() {
  const { source } = useAccess();
  const session = useWorkstation((state) => state.session);
  const receivedAt = useWorkstation((state) => state.receivedAt);
  const openAt = useWorkstation((state) => state.openBar?.t);
  const isTicking = isLive(session) && !source.isPast;
  const now = useNow(500, isTicking);
  // news come many times a second; only when they fail to is the browser's clock of use
  const silence = isTicking ? Math.max(0, now - receivedAt - 1000) : 0;
  const market = session?.market_time ?? null;
  return (
    <section className="panel clock" aria-labelledby="clock-heading">
      <div className="panel-head">
        <h2 id="clock-heading">{text.heading}</h2>
        <span className="number" title={text.market}>
          {fullTime(market)}
        </span>
      </div>
      <dl className="rows two">
        <FactRow name={text.session}>
          {duration(session === null ? undefined : session.uptime_sec + silence / 1000)}
        </FactRow>
        <FactRow name={text.speed}>{session === null ? UNKNOWN : speedText(session.speed)}</FactRow>
        <FactRow name={text.next}>{!isTicking || openAt === undefined ? UNKNOWN : untilClose(session, openAt)}</FactRow>
        <FactRow name={text.started}>{clockTime(session?.started_at)}</FactRow>
      </dl>
      {session !== null && session.replay_span !== null && (
        <ReplayProgress session={session} span={session.replay_span} />
      )}
    </section>
  );
}

/** How far a replay has come in its market time, and how long the rest takes at its speed. */
function ReplayProgress({
  session: { market_time: market, speed, state },
  span: [from, to],
}: {
  readonly session: SessionStatus;
  readonly span: readonly [number, number];
}) {
  const length = Math.max(1, to - from);
  const done = Math.min(length, Math.max(0, (market ?? from) - from));
  const left = speed === 0 || state === 'stopped' ? '' : text.left(duration((length - done) / 1000 / speed));
  return (
    <div className="replay-progress">
      <progress aria-label={text.replay} value={done} max={length} />
      <p className="hint">
        <span>{text.replayed(String(Math.floor((done / length) * 100)), minuteTime(to))}</span>
        <span>{left}</span>
      </p>
    </div>
  );
}

function speedText(speed: number): string {
  if (speed === 0) return text.fastest;
  return speed === 1 ? text.real : text.times(figure(speed, Number.isInteger(speed) ? 0 : 1));
}

/** Market time that is left of the open candle, such as 0:42. */
function untilClose({ interval, market_time: market }: SessionStatus, openAt: number): string {
  if (market === null || !isInterval(interval)) return UNKNOWN;
  const left = Math.max(0, Math.ceil((openAt + intervalMs(interval) - market) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const tail = `${hours === 0 ? minutes : String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
  return hours === 0 ? tail : `${hours}:${tail}`;
}
