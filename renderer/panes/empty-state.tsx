import { CandlestickChart } from 'lucide-react';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { situationText } from '../text/situations.ts';
import { isLive } from './session-facts.ts';

const { empty: text, buttons } = situationText;

/** What stands where the chart will be before there is anything to draw. */
export function EmptyState() {
  const { source } = useAccess();
  const kind = useWorkstation((state) => state.connection.kind);
  const isKnown = useWorkstation((state) => state.epoch > 0);
  const session = useWorkstation((state) => state.session);
  if (!isKnown && kind === 'connecting') return <Waiting title={text.connecting} hint={text.connectingHint} isBusy />;
  if (!isKnown) return <Waiting title={text.unreachable} hint={text.unreachableHint} />;
  if (session === null) return <FirstStart />;
  // it told nothing, or less than its report says: its events are gone, not its candles
  if (source.isPast && (session.seq === 0 || session.candles > 0))
    return <Waiting title={text.unread} hint={text.unreadHint} />;
  if (source.isPast || !isLive(session)) return <Waiting title={text.none} hint={text.noneHint} />;
  return session.state === 'starting' || session.state === 'seeding' ? (
    <Waiting title={text.loading} hint={text.loadingHint} isBusy />
  ) : (
    <Waiting title={text.waiting} hint={text.waitingHint} isBusy />
  );
}

function Waiting({
  title,
  hint,
  isBusy = false,
}: {
  readonly title: string;
  readonly hint: string;
  readonly isBusy?: boolean;
}) {
  return (
    <div className="empty" aria-busy={isBusy}>
      {isBusy && <span className="busy" aria-hidden="true" />}
      <p className="empty-title">{title}</p>
      <p>{hint}</p>
    </div>
  );
}

/** The invitation of a workstation that has run nothing yet. */
function FirstStart() {
  const { ui } = useAccess();
  const isReachable = useWorkstation((state) => state.connection.kind === 'open');
  return (
    <div className="empty">
      <CandlestickChart className="empty-icon" size="3.4rem" strokeWidth={1.25} aria-hidden="true" />
      <p className="empty-title">{TEXT.empty.title}</p>
      <ol className="empty-steps">
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="empty-buttons">
        <button
          type="button"
          className="primary"
          disabled={!isReachable}
          onClick={() => ui.setState({ dialog: 'start' })}
        >
          {buttons.start}
        </button>
        <button type="button" disabled={!isReachable} onClick={() => ui.setState({ dialog: 'fetch' })}>
          {buttons.fetch}
        </button>
      </div>
      <p className="muted">
        <kbd>{text.key}</kbd>
      </p>
    </div>
  );
}
