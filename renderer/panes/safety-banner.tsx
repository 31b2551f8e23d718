import { figure } from '../format/figures.ts';
import { fullTime } from '../format/times.ts';
import { useAccess, useUi, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { BannerButton } from './banner-button.tsx';
import { isHalted, isTripped } from './session-facts.ts';
import { SituationBanners } from './situation-banners.tsx';
import { UnfinishedBanner } from './unfinished-banner.tsx';

/** Says in words and colour what keeps the session from trading as usual, since when, why, and how to go on. */
export function SafetyBanner() {
  const halted = useWorkstation(isHalted);
  const tripped = useWorkstation(isTripped);
  return (
    <>
      {halted && <HaltedBanner />}
      {tripped && <TrippedBanner />}
      <UnfinishedBanner />
      <SituationBanners />
    </>
  );
}

function HaltedBanner() {
  const safety = useWorkstation((state) => state.safety);
  const { banner, buttons } = TEXT;
  const engaged = safety?.engagedBy ?? [];
  return (
    <section className="banner danger" aria-label={banner.halted}>
      <span className="banner-title">
        <span aria-hidden="true">✕ </span>
        {banner.halted}
      </span>
      <span className="banner-text">
        {safety?.halted && `${banner.haltedBy(safety.halted.by, atText(safety.halted.at))}. `}
        {engaged.length > 0 ? (
          <strong>{banner.engaged(engaged.map(engagedText).join(' / '))}</strong>
        ) : (
          banner.haltedHint
        )}
      </span>
      <DialogButton dialog="rearm" label={buttons.rearm} />
    </section>
  );
}

function TrippedBanner() {
  const tripped = useWorkstation((state) => state.safety?.tripped ?? null);
  const figures = useWorkstation((state) => (state.session?.is_tripped ? state.session.breaker : null));
  const { banner, breaker, buttons } = TEXT;
  return (
    <section className="banner danger" aria-label={banner.tripped}>
      <span className="banner-title">
        <span aria-hidden="true">⚠ </span>
        {banner.tripped}
      </span>
      <span className="banner-text">
        {tripped && `${banner.trippedBecause(words(breaker.tripReason, tripped.reason), atText(tripped.at))}. `}
        {figures !== null &&
          `${banner.trippedFigures(
            figure(figures.equity),
            figure(figures.drawdown_pct),
            String(figures.losing_streak),
            figure(figures.daily_loss),
          )} `}
        {banner.trippedHint}
      </span>
      <DialogButton dialog="reset" label={buttons.reset} />
    </section>
  );
}

/** Out of the way while its dialog, with a button of the same name, is open. */
function DialogButton({ dialog, label }: { readonly dialog: 'rearm' | 'reset'; readonly label: string }) {
  const { ui } = useAccess();
  const isOpen = useUi((state) => state.dialog === dialog);
  return (
    <BannerButton className={isOpen ? 'covered' : ''} onClick={() => ui.setState({ dialog })}>
      {label}
    </BannerButton>
  );
}

function atText(at: string): string {
  return at === '' ? '' : fullTime(at);
}

function engagedText(what: string): string {
  return what === 'LA_KILL_SWITCH' ? TEXT.banner.engagedVariable : TEXT.banner.engagedFile(what);
}
