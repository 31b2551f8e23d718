import type { SessionStatus } from '../../shared/session-status.ts';
import { duration } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { stateText, words } from '../text/phrases.ts';
import { isHalted, isLive, isTripped } from './session-facts.ts';
import { useNow } from './use-now.ts';

/** The state of the session in words, with a sign and a colour, and how long it has run. */
export function SessionState() {
  const session = useWorkstation((state) => state.session);
  const halted = useWorkstation(isHalted);
  const tripped = useWorkstation(isTripped);
  const isHeard = useWorkstation(({ connection }) => connection.kind === 'open' || connection.kind === 'connecting');
  const isOver = session?.state === 'stopped';
  const { kind, glyph } = isHeard ? look(session, halted, tripped) : { kind: 'warn', glyph: '◐' };
  return (
    <div className={`fact session ${kind}`}>
      <span className="fact-name">{TEXT.header.state}</span>
      <span className="fact-value state">
        <span className="glyph" aria-hidden="true">
          {glyph}
        </span>
        {!isHeard
          ? TEXT.state.unheard
          : halted
            ? TEXT.state.halted
            : tripped
              ? TEXT.state.tripped
              : isOver
                ? TEXT.state.stopped
                : stateText(session)}
      </span>
      <Uptime session={session} />
    </div>
  );
}

function Uptime({ session }: { readonly session: SessionStatus | null }) {
  const receivedAt = useWorkstation((state) => state.receivedAt);
  const isOpen = useWorkstation((state) => state.connection.kind === 'open');
  const isRunning = isLive(session);
  const now = useNow(500, isRunning && isOpen);
  if (session === null) return <span className="fact-note">{duration(undefined)}</span>;
  const since = isRunning && isOpen ? Math.max(0, now - receivedAt) / 1000 : 0;
  const time = duration(session.uptime_sec + (since > 1.5 ? since : 0));
  return <span className="fact-note">{isRunning ? TEXT.header.running(time) : stateNote(session, time)}</span>;
}

function stateNote(session: SessionStatus, time: string): string {
  return session.stop_reason === null ? TEXT.header.ran(time) : words(TEXT.stopReason, session.stop_reason);
}

function look(session: SessionStatus | null, halted: boolean, tripped: boolean): { kind: string; glyph: string } {
  if (halted) return { kind: 'danger', glyph: '✕' };
  if (tripped) return { kind: 'danger', glyph: '⚠' };
  if (!isLive(session)) return { kind: 'off', glyph: '■' };
  if (session.state !== 'running') return { kind: 'warn', glyph: '◐' };
  return session.is_paused ? { kind: 'warn', glyph: '‖' } : { kind: 'good', glyph: '●' };
}
