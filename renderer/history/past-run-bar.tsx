import { ChevronLeft, Download, FileText, Play, ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OpenedRun } from '../../shared/opened-run.ts';
import { fullTime } from '../format/times.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { TEXT } from '../text/page.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { replayForm } from './replay-form.ts';
import { ExportLink, ReportLink } from './report-link.tsx';
import { statusWords } from './run-words.ts';
import { UnfinishedButtons } from './unfinished-buttons.tsx';
import { useVerify } from './use-verify.ts';
import { VerifyStrip } from './verify-strip.tsx';

const ICON = { size: '1.15rem', 'aria-hidden': true } as const;
const { actions, hints, past } = HISTORY;

/** Says which run is looked at, that it can only be looked at, and what can be done with it. */
export function PastRunBar({
  run,
  opened,
  back,
}: {
  readonly run: string;
  readonly opened: OpenedRun | null;
  readonly back: () => void;
}) {
  const { ui } = useAccess();
  const strategies = useWorkstation((state) => state.info?.strategies);
  const verify = useVerify(run);
  const [isDeleting, setDeleting] = useState(false);
  const summary = opened?.summary;
  const replay = () => {
    if (opened !== null) ui.setState({ dialog: 'start', startWith: replayForm(opened, strategies ?? []) });
  };
  return (
    <section className="past-head panel" aria-label={`${past.run} ${run}`}>
      <div className="past-bar">
        <button type="button" onClick={back}>
          <ChevronLeft {...ICON} /> {actions.back}
        </button>
        <span className="past-name">
          {past.run} <strong>{run}</strong> — {past.readOnly}
        </span>
        {summary !== undefined && (
          <span className={`status ${summary.status}`}>
            <span aria-hidden="true">{HISTORY.statusGlyph[summary.status]} </span>
            {statusWords(summary)}
          </span>
        )}
        {summary !== undefined && (
          <span className="past-time muted">{`${fullTime(summary.started_at)} ${TEXT.utc}`}</span>
        )}
        <span className="spring" />
        {summary?.status === 'unfinished' && <UnfinishedButtons back={back} />}
        <button type="button" title={hints.verify} disabled={verify.isRunning} onClick={verify.start}>
          <ShieldCheck {...ICON} /> {actions.verify}
        </button>
        <button type="button" title={hints.replay} disabled={opened === null} onClick={replay}>
          <Play {...ICON} /> {actions.replay}
        </button>
        <ReportLink run={run} className="button">
          <FileText {...ICON} /> {actions.report}
        </ReportLink>
        <ExportLink run={run} className="button">
          <Download {...ICON} /> {actions.export}
        </ExportLink>
        <button type="button" onClick={() => setDeleting(true)}>
          <Trash2 {...ICON} /> {actions.delete}
        </button>
      </div>
      <VerifyStrip verify={verify} />
      {isDeleting && <DeleteDialog run={run} close={() => setDeleting(false)} done={back} />}
    </section>
  );
}
