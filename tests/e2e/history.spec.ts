import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { FinalReport } from '../../shared/final-report.ts';
import { la } from './support/la-command.ts';
import type { Served } from './support/served.ts';
import { startSession, test } from './support/workstation-test.ts';

test.use({ viewport: { width: 1280, height: 800 } });

const DAY_MS = 86_400_000;

/** A session that ran in this workspace, by its final report. */
function ran(served: Served, seed: number): FinalReport {
  const flags = ['--duration', '30', '--speed', 'max', '--seed', String(seed), '--breakers', 'off', '--json'];
  return JSON.parse(la(served.workspace, 'run', '--source', 'mock', ...flags).stdout) as FinalReport;
}

/** A copy of a run as if it had run yesterday: its id, and the times in its report. */
function yesterdays(served: Served, { run_id: run, started_at: at }: FinalReport): string {
  const today = at.slice(0, 10);
  const before = new Date(Date.parse(at) - DAY_MS).toISOString().slice(0, 10);
  const copy = run.replace(today.replaceAll('-', ''), before.replaceAll('-', ''));
  const folder = join(served.workspace, 'runs', copy);
  cpSync(join(served.workspace, 'runs', run), folder, { recursive: true });
  const report = join(folder, 'final_report.json');
  writeFileSync(report, readFileSync(report, 'utf8').replaceAll(run, copy).replaceAll(`"${today}T`, `"${before}T`));
  return copy;
}

async function openHistory(page: Page, served: Served): Promise<void> {
  await page.goto(served.url);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'History' }).click();
}

test("find yesterday's run, open it read-only, read its report and export it", async ({ page, served, complaints }) => {
  const report = ran(served, 7);
  const run = yesterdays(served, report);
  ran(served, 8);
  await openHistory(page, served);
  await expect(page.getByRole('button', { name: /Open run/ })).toHaveCount(3);
  await expect(page.getByRole('row', { name: /^Yesterday/ })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('yesterday simulated');
  await expect(page.getByText('1 of 3 runs')).toBeVisible();
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: `Open run ${run}` }) });
  await expect(row).toContainText('✓ Completed');
  await expect(row.getByRole('img', { name: 'Equity over the run' })).toBeVisible();

  await row.getByRole('cell', { name: 'Simulated' }).click();
  await expect(page.getByText(`Run ${run} — read-only`)).toBeVisible();
  const figures = page.getByRole('region', { name: 'Key figures' });
  await expect(figures).toContainText(`${report.win_rate?.toFixed(2)} %`);
  await expect(figures).toContainText('n/a (1 of 14 days)');
  await expect(page.getByRole('tab', { name: /Trades/ })).toContainText(String(report.trades));
  await page.getByRole('tab', { name: /Decisions/ }).click();
  await expect(page.getByRole('tabpanel').getByRole('row').nth(3)).toBeVisible();

  const popup = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Report' }).click();
  const shown = await popup;
  await expect(shown.locator('main')).toContainText('Key figures');
  await shown.getByRole('button', { name: /PnL/ }).first().click();
  await expect(shown.locator('[aria-sort]').first()).toBeVisible();
  await shown.close();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${run}-summary.html`);
  const written = join(served.workspace, 'runs', run, 'summary.html');
  expect(readFileSync(await file.path(), 'utf8')).toBe(readFileSync(written, 'utf8'));

  const address = (name: string) => served.url.replace('/?', `/runs/${name}/summary.html?`);
  for (const name of ['20260101-000000-mock-gone', '..%2f..', 'latest']) {
    expect((await page.request.get(address(name))).status()).toBe(404);
  }
  expect((await page.request.get(address(run).replace(/token=\w+/, 'token=x'))).status()).toBe(403);
  expect(complaints).toEqual([]);
});

test('compare two runs, sort, verify one, play it again; a broken folder says why', async ({ page, served }) => {
  const [first, second] = [ran(served, 7), ran(served, 8)];
  cpSync(join(served.workspace, 'runs', first.run_id), join(served.workspace, 'runs', '20260101-000000-mock-torn'), {
    recursive: true,
  });
  writeFileSync(join(served.workspace, 'runs', '20260101-000000-mock-torn', 'final_report.json'), '{"schema');
  await openHistory(page, served);
  const damaged = page.getByRole('cell', { name: /Failed · final_report.json is not whole JSON/ });
  await expect(damaged).toHaveAttribute('title', /not whole JSON/);
  rmSync(join(served.workspace, 'runs', '20260101-000000-mock-torn', 'events.jsonl'));
  await damaged.click();
  await expect(page.getByText('The events of this run are missing or cannot be read.')).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Net PnL' }).click();
  const best = Number(first.net_pnl) > Number(second.net_pnl) ? first : second;
  await expect(page.getByRole('button', { name: /Open run/ }).first()).toHaveAttribute('data-run', best.run_id);
  await page.getByLabel(`Select run ${first.run_id}`).check();
  await page.getByLabel(`Select run ${second.run_id}`).check();
  await page.getByRole('button', { name: 'Compare' }).click();
  const trades = page.getByRole('row', { name: /^Trades/ });
  // the older one comes first; runs of one second stand in the order of their ids
  const [a, b] = first.run_id < second.run_id ? [first.trades, second.trades] : [second.trades, first.trades];
  const by = b - a;
  await expect(trades).toContainText(`${a}${b}${by > 0 ? '+' : ''}${by}`);
  await expect(
    page.getByRole('img', { name: 'Return over the run, both runs' }).locator('canvas').first(),
  ).toBeVisible();

  await page.getByRole('button', { name: 'All runs' }).click();
  await page.getByRole('button', { name: `Open run ${first.run_id}` }).click();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('IDENTICAL')).toBeVisible();
  await page.getByRole('button', { name: 'Replay this run' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('File or run to replay')).toHaveValue(first.run_id);
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(page.getByRole('banner')).toContainText('replay');
  await expect.poll(() => served.readRun('final_report.json')).toContain('"source": "replay"');
});

test('delete asks for a word, is refused while the run runs, and leaves a journal that audits', async ({
  page,
  served,
}) => {
  const { run_id: run } = ran(served, 7);
  const folder = join(served.workspace, 'runs', run);
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await expect.poll(() => served.events().length).toBeGreaterThan(205);
  const session = served.readRun('config.json').match(/"run_id": "([^"]+)"/)?.[1] ?? '';
  await page.getByRole('button', { name: 'History' }).click();
  const remove = async (name: string) => {
    await page.getByLabel(`Select run ${name}`).check();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('delete');
    await expect(dialog.getByRole('button', { name: 'Delete run' })).toBeDisabled();
    await dialog.getByRole('textbox').fill('DELETE');
    await dialog.getByRole('button', { name: 'Delete run' }).click();
    return dialog;
  };
  const refused = await remove(session);
  await expect(refused.getByRole('alert')).toContainText('is running; stop it');
  await page.keyboard.press('Escape');
  await page.getByLabel(`Select run ${session}`).uncheck();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await expect(await remove(run)).toBeHidden();
  await expect(page.getByText(`Run ${run} was deleted.`)).toBeVisible();
  await expect(page.getByLabel(`Select run ${run}`)).toHaveCount(0);
  expect(existsSync(folder)).toBe(false);
  expect(la(served.workspace, 'audit', run).code).toBe(0);
  expect(la(served.workspace, 'audit', session).code).toBe(0);
});

test('a run that a crash left unfinished is continued or closed from its page', async ({ page, served }) => {
  const crash = async () => {
    await expect.poll(() => served.events().length).toBeGreaterThan(205);
    const { port } = served;
    await served.end('SIGKILL');
    await served.start(port);
    await openHistory(page, served);
  };
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await crash();
  const run = /"run_id": "([^"]+)"/.exec(served.readRun('config.json'))?.[1] ?? '';
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Seed').fill('6');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`Run ${run} is unfinished`);
  await dialog.getByRole('button', { name: 'Show it in History' }).click();
  await page.getByRole('row', { name: /Unfinished/ }).click();
  const opened = page.getByRole('region', { name: `Run ${run}` });
  await opened.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('banner')).toContainText('Running');
  await expect(page.getByRole('banner')).toContainText('seed 5');
  const before = served.events().length;
  await expect.poll(() => served.events().length).toBeGreaterThan(before);

  // the run that was looked at before stands there again
  await crash();
  await expect(page.getByText(`Run ${run} — read-only`)).toBeVisible();
  await page.getByRole('button', { name: 'KILL' }).click();
  await opened.getByRole('button', { name: 'Continue' }).click();
  await expect(page.locator('.notice.bad')).toContainText('la rearm');
  await opened.getByRole('button', { name: 'Close run' }).click();
  await expect(page.getByText(`Run ${run} is closed; its report is written.`)).toBeVisible();
  await expect(page.getByRole('row', { name: /Recovered: stopped by you/ })).toBeVisible();
  const events = served.events().map(({ event }) => event);
  expect(events.slice(events.lastIndexOf('SessionRecovered'))).not.toContain('OrderSubmitted');
  expect(la(served.workspace, 'audit', run).code).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the list, a comparison and an opened run; arrows and Enter open one', async ({
      page,
      served,
      complaints,
    }) => {
      const report = ran(served, 7);
      yesterdays(served, report);
      await openHistory(page, served);
      const boxes = page.getByRole('checkbox');
      await boxes.first().check();
      await boxes.last().check();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'Compare' }).click();
      await expect(page.getByRole('row', { name: /^Trades/ })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'All runs' }).click();
      await page
        .getByRole('button', { name: /Open run/ })
        .first()
        .focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await expect(page.getByText(`Run ${report.run_id} — read-only`)).toBeVisible();
      await expect(page.getByRole('region', { name: 'Key figures' })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}
