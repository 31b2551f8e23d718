import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Actions } from './actions.ts';
import type { DesktopStatus } from './desktop-state.ts';
import type { StateWatch } from './state-watch.ts';
import { type TrayModel, trayModel } from './tray-model.ts';

/** The equity in the tooltip moves with every tick; people read it more slowly. */
const TOOLTIP_MS = 1000;

export interface TrayHandle {
  readonly menu: Menu;
  readonly tooltip: string;
  readonly status: DesktopStatus;
  dispose(): void;
}

/** The icon beside the clock: state at a glance, and a menu that works without window and page. */
export function setupTray(watch: StateWatch, actions: Actions, iconFolder: string): TrayHandle {
  const tray = new Tray(trayImage('idle', iconFolder));
  let menu = Menu.buildFromTemplate([]);
  let shown: TrayModel | undefined;
  let tooltip = '';
  let timer: NodeJS.Timeout | undefined;
  const showTooltip = () => {
    timer = undefined;
    tray.setToolTip(tooltip);
  };
  watch.onChange((change) => {
    const model = trayModel(change, actions.hasLastStart);
    const { tooltip: nextTooltip, ...rest } = model;
    const isSameMenu = shown !== undefined && JSON.stringify(rest) === JSON.stringify({ ...shown, tooltip: undefined });
    if (tooltip !== nextTooltip) {
      tooltip = nextTooltip;
      timer ??= setTimeout(showTooltip, isSameMenu ? TOOLTIP_MS : 0);
    }
    if (isSameMenu) return;
    if (shown?.status !== model.status) tray.setImage(trayImage(model.status, iconFolder));
    shown = model;
    // an open menu on Linux is replaced, not updated: only when it says something else
    menu = Menu.buildFromTemplate(trayMenu(model, actions));
    tray.setContextMenu(menu);
  });
  // on macOS a click opens the menu
  if (process.platform !== 'darwin') tray.on('click', () => actions.show());
  return {
    get menu() {
      return menu;
    },
    get tooltip() {
      return tooltip;
    },
    get status() {
      return shown?.status ?? 'idle';
    },
    dispose: () => {
      clearTimeout(timer);
      tray.destroy();
    },
  };
}

function trayMenu(model: TrayModel, actions: Actions): MenuItemConstructorOptions[] {
  const { pause } = model;
  return [
    { id: 'state', label: model.stateLine, enabled: false },
    { type: 'separator' },
    { id: 'show', label: 'Show', click: () => actions.show() },
    {
      id: 'start-last',
      label: 'Start last configuration',
      enabled: model.canStart,
      click: () => actions.startLast('tray'),
    },
    { id: 'stop', label: 'Stop', enabled: model.canStop, click: () => actions.stop('tray') },
    {
      id: 'close-position',
      label: 'Close position',
      enabled: model.canClose,
      click: () => actions.closePosition('tray'),
    },
    {
      id: 'pause',
      label: pause === 'resume' ? 'Resume entries' : 'Pause entries',
      enabled: pause !== null,
      click: () => actions.setPaused(pause === 'pause', 'tray'),
    },
    { type: 'separator' },
    { id: 'kill', label: 'KILL', click: () => actions.kill('tray') },
    ...(model.canRearm ? [{ id: 'rearm', label: 'Re-arm…', click: () => actions.rearm('tray') }] : []),
    ...(model.canReset ? [{ id: 'reset', label: 'Reset breaker…', click: () => actions.resetBreaker('tray') }] : []),
    { type: 'separator' },
    { id: 'report', label: 'Open last report', click: () => actions.openReport() },
    { type: 'separator' },
    { id: 'quit', label: 'Quit', click: () => actions.quit() },
  ];
}

/** macOS takes black shapes and colours them itself; Windows wants .ico; each state has a shape of its own. */
function trayImage(status: DesktopStatus, folder: string) {
  const name =
    process.platform === 'darwin'
      ? `${status}Template.png`
      : process.platform === 'win32'
        ? `${status}.ico`
        : `${status}.png`;
  const image = nativeImage.createFromPath(join(folder, name));
  if (process.platform === 'darwin') image.setTemplateImage(true);
  return image;
}
