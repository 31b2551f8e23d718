import { useCallback, useEffect, useState } from 'react';
import type { BacktestProgress, DataFile } from '../../shared/ipc/backtest-requests.ts';
import type { RequestInput } from '../../shared/ipc/contract.ts';
import { isBacktestProgress, isDataFileList } from '../messages/run-messages.ts';
import { useCommands, useConnected } from '../store/workstation-context.tsx';
import { errorText } from '../text/phrases.ts';

const ASK_EVERY_MS = 200;

export interface Backtest {
  /** null before the first answer. */
  readonly progress: BacktestProgress | null;
  readonly isRunning: boolean;
  /** Starts one; resolves with why it was refused, or ''. */
  start(input: RequestInput<'startBacktest'>): Promise<string>;
  cancel(): void;
}

/** The backtest of the workstation: it goes on while the page looks elsewhere. */
export function useBacktest(): Backtest {
  const commands = useCommands();
  const [progress, setProgress] = useState<BacktestProgress | null>(null);
  const isConnected = useConnected();
  const isRunning = progress?.state === 'running';
  const ask = useCallback(async () => {
    const reply = await commands.ask('backtestProgress', {});
    if (reply.ok && isBacktestProgress(reply.value)) setProgress(reply.value);
  }, [commands]);
  useEffect(() => {
    if (!isConnected) return;
    void ask();
    if (!isRunning) return;
    const timer = window.setInterval(() => void ask(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [ask, isRunning, isConnected]);
  return {
    progress,
    isRunning,
    start: async (input) => {
      const reply = await commands.ask('startBacktest', input);
      await ask();
      return reply.ok ? '' : errorText(reply.error);
    },
    cancel: () => void commands.ask('cancelBacktest', {}),
  };
}

/** The candle files of the data folder; null before they are known. */
export function useDataFiles(isStale: boolean): readonly DataFile[] | null {
  const commands = useCommands();
  const isConnected = useConnected();
  const [files, setFiles] = useState<readonly DataFile[] | null>(null);
  useEffect(() => {
    if (isStale || !isConnected) return;
    let isCurrent = true;
    void commands.ask('dataFiles', {}).then((reply) => {
      if (isCurrent) setFiles(reply.ok && isDataFileList(reply.value) ? reply.value.files : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [commands, isStale, isConnected]);
  return files;
}
