import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Actions } from './actions.ts';

/** The application menu. On macOS it is also there without a window. */
export function setupAppMenu(actions: Actions, options: { readonly isPackaged: boolean }): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(actions, options)));
}

function appMenu(actions: Actions, { isPackaged }: { readonly isPackaged: boolean }): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  const about: MenuItemConstructorOptions = { id: 'about', label: 'About Laptop Agents', click: () => actions.about() };
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: 'Quit Laptop Agents',
    accelerator: 'CommandOrControl+Q',
    click: () => actions.quit(),
  };
  const updates: MenuItemConstructorOptions = {
    id: 'updates',
    label: 'Check for updates…',
    click: () => actions.checkForUpdates(),
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(isMac
      ? [
          {
            label: 'Laptop Agents',
            submenu: [
              about,
              updates,
              separator,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              separator,
              quit,
            ],
          },
        ]
      : []),
    {
      label: 'Session',
      submenu: [
        { id: 'start-last', label: 'Start last configuration', click: () => actions.startLast('menu') },
        { id: 'stop', label: 'Stop', click: () => actions.stop('menu') },
        { id: 'close-position', label: 'Close position', click: () => actions.closePosition('menu') },
        { id: 'pause', label: 'Pause entries', click: () => actions.setPaused(true, 'menu') },
        { id: 'resume', label: 'Resume entries', click: () => actions.setPaused(false, 'menu') },
        separator,
        {
          id: 'kill',
          label: 'KILL',
          accelerator: 'CommandOrControl+Shift+K',
          click: () => actions.kill('menu'),
        },
        { id: 'rearm', label: 'Re-arm…', click: () => actions.rearm('menu') },
        { id: 'reset', label: 'Reset breaker…', click: () => actions.resetBreaker('menu') },
        separator,
        { id: 'exchange-keys', label: 'Exchange keys…', click: () => actions.exchangeKeys() },
        ...(isMac ? [] : [separator, quit]),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' as const }] : []),
    {
      role: 'help',
      submenu: [
        { id: 'report', label: 'Open last report', click: () => actions.openReport() },
        { id: 'data-folder', label: 'Open data folder', click: () => actions.openDataFolder() },
        ...(isMac ? [] : [separator, updates, about]),
      ],
    },
  ];
}
