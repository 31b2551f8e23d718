import type { Menu } from 'electron';
import type { Notice } from './notice.ts';
import type { TrayHandle } from './tray.ts';

/** What Electron gives back of a tray to nobody, for tests that drive it. */
export interface TestHandle {
  readonly trayMenu: Menu;
  readonly tooltip: string;
  readonly status: string;
  readonly notices: readonly Notice[];
}

/** Lays the handle out as `e2e`; only in an unpacked program whose environment says E2E. */
export function setupTestHandle(tray: TrayHandle, notices: readonly Notice[]): void {
  const handle: TestHandle = {
    get trayMenu() {
      return tray.menu;
    },
    get tooltip() {
      return tray.tooltip;
    },
    get status() {
      return tray.status;
    },
    notices,
  };
  Object.defineProperty(globalThis, 'e2e', { value: handle });
}
