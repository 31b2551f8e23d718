import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findChromium, NO_CHROMIUM } from '../tests/e2e/support/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const executablePath = findChromium();

// The list reporter shows a skipped test as a bare dash; say once why.
if (executablePath === undefined && process.env.TEST_WORKER_INDEX === undefined) {
  console.log(`SKIPPED browser tests: ${NO_CHROMIUM}`);
}

export default defineConfig({
  testDir: `${root}tests/e2e`,
  testMatch: '*.spec.ts',
  outputDir: `${root}out/test-results/playwright`,
  workers: 1,
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: `${root}out/test-results/playwright.json` }]],
  use: {
    headless: true,
    video: 'off',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    ...(executablePath === undefined ? {} : { launchOptions: { executablePath } }),
  },
});
