import { test as base } from '@playwright/test';
import { findChromium, NO_CHROMIUM } from './chromium.ts';

/** `test` for specs that need a browser: skipped, with the reason, where none is installed. */
export const test = base.extend<{ browserInstalled: undefined }>({
  browserInstalled: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    async ({}, use, testInfo) => {
      testInfo.skip(findChromium() === undefined, NO_CHROMIUM);
      await use(undefined);
    },
    { auto: true },
  ],
});
