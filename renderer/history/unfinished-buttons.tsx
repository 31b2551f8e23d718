import { useState } from 'react';
import { useAccess } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { errorText } from '../text/phrases.ts';

const { unfinished: text } = HISTORY;

/** The two ways on with a run that a crash cut off. */
export function UnfinishedButtons({ back }: { readonly back: () => void }) {
  const { commands, ui } = useAccess();
  const [isBusy, setBusy] = useState(false);
  const act = async (name: 'continueRun' | 'closeRun') => {
    setBusy(true);
    const reply = await commands.ask(name, {});
    setBusy(false);
    if (!reply.ok) commands.notice('bad', errorText(reply.error));
    else if (name === 'continueRun') ui.setState({ view: 'trade', notice: null });
    else {
      commands.notice('good', text.closed(reply.value.runId));
      back();
    }
  };
  return (
    <>
      <button
        type="button"
        className="primary"
        title={text.continueHint}
        disabled={isBusy}
        onClick={() => void act('continueRun')}
      >
        {text.continue}
      </button>
      <button type="button" title={text.closeHint} disabled={isBusy} onClick={() => void act('closeRun')}>
        {text.close}
      </button>
    </>
  );
}
