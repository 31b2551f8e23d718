import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text.ts';
import { isLive } from './session-facts.ts';

/** What stands where the chart will be before there is anything to draw. */
export function EmptyState() {
  const isWaiting = useWorkstation((state) => isLive(state.session));
  const kind = useWorkstation((state) => state.connection.kind);
  const isKnown = useWorkstation((state) => state.epoch > 0);
  if (!isKnown) return <div className="empty">{kind === 'connecting' && <p>{TEXT.connection.connecting}</p>}</div>;
  if (isWaiting) {
    return (
      <div className="empty">
        <p>{TEXT.empty.waiting}</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <p className="empty-title">{TEXT.empty.title}</p>
      <p>{TEXT.empty.first}</p>
      <p>{TEXT.empty.second}</p>
    </div>
  );
}
