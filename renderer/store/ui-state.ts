import { BACKTEST_DEFAULTS, type BacktestForm } from '../backtest/backtest-form.ts';
import type { StartForm } from '../dialogs/start-form.ts';

/** The rooms of the page. */
export type ViewName = 'trade' | 'history' | 'backtest' | 'config';

/** What History shows: the list, one run, or two side by side. Runs by their id. */
export type HistoryPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'compare'; readonly runs: readonly [string, string] };

/** What is only of this page: the view, dialogs, a notice, what a screen reader is told. */
export interface UiState {
  readonly view: ViewName;
  readonly history: HistoryPlace;
  readonly dialog: 'start' | 'rearm' | 'reset' | 'fetch' | 'shortcuts' | null;
  /** What the Start dialog begins with instead of its defaults. */
  readonly startWith: Partial<StartForm>;
  /** The form of a backtest as it was left. */
  readonly backtest: BacktestForm;
  readonly notice: Notice | null;
  readonly announcement: string;
}

export interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** Makes a notice that repeats another a new one. */
  readonly key: number;
}

export const PLAIN_UI: UiState = {
  view: 'trade',
  history: { kind: 'list' },
  dialog: null,
  startWith: {},
  backtest: BACKTEST_DEFAULTS,
  notice: null,
  announcement: '',
};
