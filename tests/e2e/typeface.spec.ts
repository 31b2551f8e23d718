import { expect, type Page } from '@playwright/test';
import { test as desktopTest } from './support/desktop-test.ts';
import { test } from './support/workstation-test.ts';

/** Widths of two figures as a chart draws them, and what the page itself is written in. */
function typeface(page: Page): Promise<{ ones: number; noughts: number; isLoaded: boolean; family: string }> {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    return {
      ones: context.measureText('1111111111').width,
      noughts: context.measureText('0000000000').width,
      isLoaded: [...document.fonts].some(({ status }) => status === 'loaded'),
      family: getComputedStyle(document.body).fontFamily,
    };
  });
}

async function expectOwnTypeface(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  const { ones, noughts, isLoaded, family } = await typeface(page);
  expect(isLoaded).toBe(true);
  expect(family).toMatch(/^"?Inter Variable/);
  expect(ones).toBeCloseTo(noughts, 6);
}

test('the page brings its typeface, whose figures are of one width, also in the charts', async ({
  page,
  served,
  complaints,
}) => {
  await page.goto(served.url);
  await expectOwnTypeface(page);
  expect(complaints).toEqual([]);
});

desktopTest('so does the window of the desktop program', async ({ desktop }) => {
  await expectOwnTypeface(await desktop.page());
});
