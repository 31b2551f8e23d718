/** What is only of this page: dialogs, a notice, what a screen reader is told. */
export interface UiState {
  readonly dialog: 'start' | 'rearm' | 'reset' | 'fetch' | null;
  readonly notice: Notice | null;
  readonly announcement: string;
}

export interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** Makes a notice that repeats another a new one. */
  readonly key: number;
}

export const PLAIN_UI: UiState = { dialog: null, notice: null, announcement: '' };
