import { fullTime } from '../format/times.ts';
import { useCommands, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { situationText } from '../text/situations.ts';
import { BannerButton } from './banner-button.tsx';

const { unfinished: text, at } = situationText;

/** Tells of a run that a crash cut off, and offers both ways out of it. */
export function UnfinishedBanner() {
  const run = useWorkstation((state) => state.unfinished);
  const commands = useCommands();
  if (run === null) return null;
  return (
    <section className="banner warn" aria-label={text.title}>
      <span className="banner-title">
        <span aria-hidden="true">⚠ </span>
        {text.title}
      </span>
      <span className="banner-text">
        <span className="muted">{at(fullTime(run.started_at))} </span>
        {text.what(run.run_id, words(TEXT.feed.sources, run.source), run.strategy)} {text.next}
      </span>
      <BannerButton onClick={() => void commands.send('continueRun')}>{text.continueRun}</BannerButton>
      <BannerButton onClick={() => void commands.send('closeRun')}>{text.closeRun}</BannerButton>
    </section>
  );
}
