import type { WorkstationAccess } from '../store/workstation-context.tsx';
import { nextTheme } from '../theme.ts';
import { VIEWS } from '../views/views.ts';

/** A key that does something wherever the focus is, text fields and dialogs left out. */
export interface Shortcut {
  readonly key: string;
  /** Its name in the list of shortcuts. */
  readonly id: ShortcutId;
  run(access: WorkstationAccess): void;
}

export type ShortcutId = 'trade' | 'history' | 'backtest' | 'config' | 'start' | 'theme' | 'shortcuts';

/** Single keys, as trading terminals have them. KILL and the keys of chart and tables are not among them. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...VIEWS.map(({ name }, index) => ({
    key: String(index + 1),
    id: name,
    run: ({ ui }: WorkstationAccess) => ui.setState({ view: name }),
  })),
  { key: 's', id: 'start', run: ({ ui }) => ui.setState({ dialog: 'start' }) },
  { key: 't', id: 'theme', run: nextTheme },
  { key: '?', id: 'shortcuts', run: ({ ui }) => ui.setState({ dialog: 'shortcuts' }) },
];
