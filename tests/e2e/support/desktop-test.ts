import { test as base } from '@playwright/test';
import { DesktopProgram } from './desktop-program.ts';
import { findElectron, NO_ELECTRON } from './electron-exec.ts';

/** `test` with the built desktop program; skipped, with the reason, where no Electron is to be had. */
export const test = base.extend<{ desktop: DesktopProgram }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  desktop: async ({}, use, testInfo) => {
    testInfo.skip(findElectron() === undefined, NO_ELECTRON);
    const desktop = new DesktopProgram();
    try {
      await desktop.start();
      await use(desktop);
    } finally {
      await desktop.dispose();
    }
  },
});
