import { useMemo, useState } from 'react';
import { fullTime } from '../format/times.ts';
import { type Situation, type SituationAction, situationsOf } from '../store/situations.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { situationText as text } from '../text/situations.ts';
import { BannerButton } from './banner-button.tsx';

/** More than this would leave the chart no room; the worst come first. */
const MOST = 3;
const GLYPHS = { danger: '✕', warn: '⚠', info: '●' } as const;

/** What a person should know of beside halt and trip, each with what to do next and the button that does it. */
export function SituationBanners() {
  const session = useWorkstation((state) => state.session);
  const view = useWorkstation((state) => state.view);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const situations = useMemo(() => situationsOf({ session, view }), [session, view]);
  return situations
    .filter(({ key }) => !dismissed.has(key))
    .slice(0, MOST)
    .map((situation) => (
      <SituationBanner
        key={situation.key}
        situation={situation}
        dismiss={() => setDismissed(new Set([...dismissed, situation.key]))}
      />
    ));
}

function SituationBanner({ situation, dismiss }: { readonly situation: Situation; readonly dismiss: () => void }) {
  const { tone, title, what, next, since, at, action, canBeDismissed } = situation;
  const act = useSituationAction();
  return (
    <section className={`banner ${tone}`} aria-label={title}>
      <span className="banner-title">
        <span aria-hidden="true">{GLYPHS[tone]} </span>
        {title}
      </span>
      <span className="banner-text">
        {since !== '' && <span className="muted">{text.since(fullTime(since))} </span>}
        {at !== '' && <span className="muted">{text.at(fullTime(at))} </span>}
        {what} {next}
      </span>
      {action !== null && (
        <BannerButton isLocal={action === 'events'} onClick={() => act(action)}>
          {text.buttons[action]}
        </BannerButton>
      )}
      {canBeDismissed && (
        <button type="button" className="quiet" aria-label={`${text.dismiss}: ${title}`} onClick={dismiss}>
          {text.dismiss}
        </button>
      )}
    </section>
  );
}

function useSituationAction(): (action: SituationAction) => void {
  const { ui, desk, commands } = useAccess();
  const actions: Readonly<Record<SituationAction, () => void>> = {
    start: () => ui.setState({ dialog: 'start' }),
    resume: () => void commands.send('resumeEntries'),
    close: () => void commands.send('closePosition'),
    stop: () => void commands.send('stop'),
    events: () => {
      ui.setState({ view: 'trade' });
      desk.setState({ tab: 'events' });
    },
  };
  return (action) => actions[action]();
}
