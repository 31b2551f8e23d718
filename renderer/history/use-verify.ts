import { useCallback, useEffect, useState } from 'react';
import type { VerifyProgress } from '../../shared/ipc/run-requests.ts';
import { isVerifyProgress } from '../messages/run-messages.ts';
import { useCommands, useConnected } from '../store/workstation-context.tsx';
import { errorText } from '../text/phrases.ts';

const ASK_EVERY_MS = 250;

export interface Verify {
  /** How the check of this run stands; null when it was not asked for here. */
  readonly progress: VerifyProgress | null;
  readonly isRunning: boolean;
  /** Why it did not even begin. */
  readonly refusal: string;
  start(): void;
  cancel(): void;
  dismiss(): void;
}

/** Checks a run against its recorded inputs, in the background, and follows how it goes. */
export function useVerify(run: string): Verify {
  const commands = useCommands();
  const isConnected = useConnected();
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const [refusal, setRefusal] = useState('');
  const isRunning = progress?.state === 'running';
  const ask = useCallback(async () => {
    const reply = await commands.ask('verifyProgress', {});
    if (reply.ok && isVerifyProgress(reply.value) && reply.value.run === run) setProgress(reply.value);
  }, [commands, run]);
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    // one that was begun before the page was loaded anew, or left for another view, is followed again
    void commands.ask('verifyProgress', {}).then((reply) => {
      const value = reply.ok ? reply.value : undefined;
      if (isCurrent && isVerifyProgress(value) && value.run === run && value.state === 'running') setProgress(value);
    });
    return () => {
      isCurrent = false;
    };
  }, [commands, run, isConnected]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = window.setInterval(() => void ask(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, ask]);
  const start = async () => {
    setRefusal('');
    const reply = await commands.ask('startVerify', { run });
    if (reply.ok) await ask();
    else setRefusal(errorText(reply.error));
  };
  return {
    progress,
    isRunning,
    refusal,
    start: () => void start(),
    cancel: () => void commands.ask('cancelVerify', {}),
    dismiss: () => {
      setProgress(null);
      setRefusal('');
    },
  };
}
