import type { Handlers } from '../../shared/ipc/router.ts';
import type { DataFiles } from '../adapters/replay/data-files.ts';
import type { BacktestDesk } from './backtest-desk.ts';

/** Answers to requests about backtests. */
export function backtestHandlers(
  desk: BacktestDesk,
  data: DataFiles,
): Pick<Handlers, 'dataFiles' | 'startBacktest' | 'backtestProgress' | 'cancelBacktest'> {
  return {
    dataFiles: async () => ({ folder: data.folder, files: await data.list() }),
    startBacktest: (input) => ({ job: desk.start(input) }),
    backtestProgress: () => desk.progress,
    cancelBacktest: () => {
      desk.cancel();
      return { done: true };
    },
  };
}
