/** The rooms of the page. */
export type ViewName = 'trade' | 'history' | 'backtest' | 'config';

/** What is only of this page: the view, dialogs, a notice, what a screen reader is told. */
export interface UiState {
  readonly view: ViewName;
  readonly dialog: 'start' | 'rearm' | 'reset' | 'fetch' | 'shortcuts' | null;
  readonly notice: Notice | null;
  readonly announcement: string;
}

export interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** Makes a notice that repeats another a new one. */
  readonly key: number;
}

export const PLAIN_UI: UiState = { view: 'trade', dialog: null, notice: null, announcement: '' };
