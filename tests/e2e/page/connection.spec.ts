import { expect } from '@playwright/test';
import type { Frame } from '../../../shared/ipc/frames.ts';
import { test } from '../support/browser-test.ts';
import { PageStage } from './page-stage.ts';
import { candleEvents, frameAfter, runningSnapshot, STATUS } from './stage-data.ts';

test('a lost connection is shown at once and heals by itself', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  await expect(page.getByRole('banner')).toContainText('Running');
  await stage.drop('wrong_token');
  await expect(page.getByRole('alert')).toContainText('This address carries a wrong token');
  await expect(page.getByRole('alert')).toContainText('open the address it printed last');
  await stage.drop('gone');
  await expect(page.getByRole('alert')).toContainText('Start it again with npm start');
  await expect(page.getByRole('banner')).toContainText('Not known');
  stage.snapshot = { ...runningSnapshot(), session: { ...STATUS, price: '62000.5' } };
  stage.server = 'up';
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText('62,000.5');
});

test('10,000 hostile messages change nothing and break nothing', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  await expect(page.getByRole('banner')).toContainText('60,123.4');
  for (let index = 0; index < 10_000; index++) stage.sendText(hostile(index, frameAfter(snapshot, 11)));
  const session = { ...STATUS, price: '61234.5' };
  stage.send({
    type: 'frame',
    frame: frameAfter(snapshot, 11, { session, events: candleEvents(120, snapshot.view.seq + 1) }),
  });
  await expect(page.getByRole('banner')).toContainText('61,234.5');
  await expect(page.getByRole('button', { name: 'KILL' })).toBeEnabled();
  expect(stage.errors).toEqual([]);
  expect(stage.snapshotsAsked).toBe(0);
});

const GARBAGE: readonly unknown[] = [null, -1, 1e308, 'x', '', [], {}, true, { toString: 1 }, '<img src=x>', [[]]];

/** A good frame with one thing wrong, or no frame at all. */
function hostile(index: number, frame: Frame): string {
  const garbage = GARBAGE[index % GARBAGE.length];
  const bad = index % 2 === 0 ? garbage : undefined;
  switch (index % 12) {
    case 0:
      return '{'.repeat(index % 500);
    case 1:
      return JSON.stringify(garbage);
    case 2:
      return JSON.stringify({ type: 'frame', frame: garbage });
    case 3:
      return JSON.stringify({ type: 'snapshot', snapshot: garbage });
    case 4:
      return JSON.stringify({ type: 'frame', frame: { ...frame, session: { ...STATUS, position: [1] } } });
    case 5:
      return JSON.stringify({ type: 'frame', frame: { ...frame, events: [garbage] } });
    case 6:
      return JSON.stringify({ type: 'frame', frame: { ...frame, events: [{ ...candleEvents(1, 9)[0], open: bad }] } });
    case 7:
      return JSON.stringify({ type: 'frame', frame: { ...frame, open_bar: { t: 'now' } } });
    case 8:
      return JSON.stringify({ type: 'reply', id: index, reply: garbage });
    case 9:
      return JSON.stringify({ type: 'frame', frame: { ...frame, safety: bad } });
    case 10:
      return JSON.stringify({ type: index, frame });
    default:
      return `{"__proto__":{"type":"frame"},"type":"frame","frame":{"n":${index}}}`;
  }
}
