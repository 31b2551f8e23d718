import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Asker } from './confirmations.ts';

/** Native message boxes; over the window where one is to be seen, on their own otherwise. Cancel is always the default. */
export function nativeDialogs(window: () => BrowserWindow | undefined): Asker {
  const show = async (options: MessageBoxOptions) => {
    const parent = window();
    return parent?.isVisible() ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options);
  };
  return {
    ask: async ({ message, detail, button, cancel = 'Cancel' }) => {
      const { response } = await show({
        type: 'warning',
        message,
        detail,
        buttons: [cancel, button],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    choose: async ({ message, detail, buttons }) => {
      const { response } = await show({
        type: 'info',
        message,
        detail,
        buttons: ['Close', ...buttons],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return buttons[response - 1];
    },
    tell: async (message) => {
      await show({ type: 'info', message, buttons: ['OK'] });
    },
  };
}
