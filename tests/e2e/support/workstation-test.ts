import { expect, type Page } from '@playwright/test';
import { test as browserTest } from './browser-test.ts';
import { Served } from './served.ts';

/** `test` with the real program behind the page, and a check that the page never complained. */
export const test = browserTest.extend<{ served: Served; complaints: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  served: async ({}, use) => {
    const served = new Served();
    await served.start();
    await use(served);
    await served.dispose();
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await use(complaints);
    },
    { auto: true },
  ],
});

export interface StartFields {
  readonly seed: number;
  readonly speed: string;
  readonly minutes?: number;
  readonly breakers?: boolean;
}

/** Starts a session through the dialog, as a person does. */
export async function startSession(page: Page, fields: StartFields): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Seed').fill(String(fields.seed));
  await dialog.getByLabel('Speed').fill(fields.speed);
  await dialog.getByLabel('Duration').fill(String(fields.minutes ?? 0));
  await dialog.getByLabel('Circuit breakers').setChecked(fields.breakers ?? true);
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog).toBeHidden();
}
