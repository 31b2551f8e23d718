import { clockTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { situationText } from '../text/situations.ts';

/** Says at once that the connection is lost, since when, why if that is known, and what to do. */
export function ConnectionBanner() {
  const kind = useWorkstation((state) => state.connection.kind);
  const receivedAt = useWorkstation((state) => state.receivedAt);
  if (kind === 'open' || kind === 'connecting') return null;
  const { connection } = TEXT;
  const seen = receivedAt === 0 ? '' : connection.lostHint(clockTime(receivedAt));
  const hint = {
    lost: `${seen} ${situationText.connection.lost}`,
    wrong_token: connection.wrongTokenHint,
    gone: `${connection.goneHint} ${situationText.connection.gone} ${receivedAt === 0 ? '' : situationText.connection.seen(clockTime(receivedAt))}`,
  }[kind];
  return (
    <section className="banner warn" role="alert">
      <span className="banner-title">
        <span aria-hidden="true">⚠ </span>
        {connection[kind]}
      </span>
      <span className="banner-text">{hint}</span>
      {kind !== 'wrong_token' && (
        <button type="button" className="banner-button" onClick={() => location.reload()}>
          {situationText.buttons.reload}
        </button>
      )}
    </section>
  );
}
