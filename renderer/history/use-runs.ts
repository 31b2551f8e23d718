import { useCallback, useEffect, useState } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { isRunList } from '../messages/run-messages.ts';
import { useCommands, useConnected, useWorkstation } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { errorText } from '../text/phrases.ts';

const REFRESH_MS = 5000;
/** While curves of older runs are still being worked out. */
const SOON_MS = 700;

export interface RunsKnown {
  /** Newest first; null before the first answer. */
  readonly runs: readonly RunSummary[] | null;
  /** Why the list could not be had. */
  readonly error: string;
  refresh(): void;
}

/** The runs of the workspace, read again when a session begins or ends, when `reason` changes, and every few seconds. */
export function useRuns(reason = ''): RunsKnown {
  const commands = useCommands();
  const [runs, setRuns] = useState<readonly RunSummary[] | null>(null);
  const [error, setError] = useState('');
  const isConnected = useConnected();
  const [asked, setAsked] = useState(0);
  const session = useWorkstation((state) => `${state.session?.run_id} ${state.session?.state}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session's state and a refresh are reasons to ask again
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    let timer: number | undefined;
    const ask = async () => {
      const reply = await commands.ask('runs', {});
      if (!isCurrent) return;
      if (reply.ok && isRunList(reply.value)) {
        setRuns(reply.value.runs);
        setError('');
      } else setError(reply.ok ? HISTORY.past.damaged : errorText(reply.error));
      const isDrawn = reply.ok && reply.value.runs.every(({ curve, status }) => curve !== null || status === 'running');
      timer = window.setTimeout(() => void ask(), isDrawn ? REFRESH_MS : SOON_MS);
    };
    void ask();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [commands, isConnected, session, asked, reason]);
  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { runs, error, refresh };
}
