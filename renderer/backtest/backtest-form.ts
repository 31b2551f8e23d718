import type { DataFile } from '../../shared/ipc/backtest-requests.ts';
import type { RequestInput } from '../../shared/ipc/contract.ts';
import { BACKTEST } from '../text/backtest.ts';

/** The form of a backtest as it is typed. */
export interface BacktestForm {
  /** A file of the data folder, empty for the path that is typed; null takes the newest. */
  readonly file: string | null;
  readonly path: string;
  readonly strategy: string;
  readonly from: string;
  readonly to: string;
  readonly breakersOn: boolean;
  readonly usesFunding: boolean;
  /** Funding file for a path that is typed. */
  readonly funding: string;
}

export const BACKTEST_DEFAULTS: BacktestForm = {
  file: null,
  path: '',
  strategy: 'default',
  from: '',
  to: '',
  breakersOn: false,
  usesFunding: true,
  funding: '',
};

/** The request that the form asks for, or what is wrong with it in words. `chosen` is the file of the list. */
export function readBacktestForm(
  form: BacktestForm,
  chosen: DataFile | undefined,
): { readonly input: RequestInput<'startBacktest'> } | { readonly fault: string } {
  const file = chosen?.file ?? form.path.trim();
  if (file === '') return { fault: BACKTEST.noFile };
  const funding = chosen === undefined ? textOrNull(form.funding) : form.usesFunding ? chosen.funding_file : null;
  return {
    input: {
      file,
      strategy: form.strategy,
      from: textOrNull(form.from),
      to: textOrNull(form.to),
      breakersOn: form.breakersOn,
      fundingFile: funding,
    },
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
