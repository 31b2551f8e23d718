import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { EventBody } from '../../../shared/events.ts';
import type { FeedHealth } from '../../../shared/feed-health.ts';
import type { Snapshot } from '../../../shared/ipc/frames.ts';
import type { SessionStatus } from '../../../shared/session-status.ts';
import { foldSession } from '../../../shared/session-view.ts';
import { test } from '../support/browser-test.ts';
import { PageStage } from './page-stage.ts';
import { frameAfter, runningSnapshot, STATUS } from './stage-data.ts';

test.use({ viewport: { width: 1280, height: 800 } });

const AT = '2026-03-02T12:00:30.000Z';
const FEED: FeedHealth = {
  isLive: true,
  ageMs: 200,
  channels: {},
  reconnects: 1,
  messagesPerSecond: 4,
  queued: 0,
  dropped: 0,
  malformed: 0,
  repairs: 0,
  clockOffsetMs: 3,
  isDegraded: false,
  reasons: [],
  isSynthetic: false,
};

/** A session to which something more has happened. */
function after(bodies: readonly EventBody[], part: Partial<SessionStatus> = {}): Snapshot {
  const snapshot = runningSnapshot();
  const { seq } = snapshot.view;
  const events = bodies.map((body, index) => ({
    ...body,
    timestamp: AT,
    seq: seq + 1 + index,
    event_id: `more-${index}`,
  }));
  const view = foldSession(snapshot.view, events) ?? snapshot.view;
  return { ...snapshot, view, session: { ...STATUS, seq: view.seq, ...part } };
}

const END: EventBody = { event: 'SessionEnd', reason: 'error', exit_code: 1, candles: 120, trades: 1, equity: '9880' };
const ENDED = { state: 'stopped', position: null, working_orders: [] } as const;

/** What happened, what the banner says, its button, and what that button does. */
const STATES: readonly {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly says: readonly string[];
  readonly button: string;
  readonly does: string | RegExp;
}[] = [
  {
    name: 'SESSION ENDED: error',
    snapshot: after([END], { ...ENDED, stop_reason: 'error' }),
    says: ['at 2026-03-02 12:00:30 UTC', '1 trade, -109.50 USDT', 'Read the last events for the cause'],
    button: 'Start a session',
    does: /Start a paper session/,
  },
  {
    name: 'CONTINUED AFTER A CRASH',
    snapshot: after([{ event: 'SessionRecovered', last_seq: 9, equity: '9880', position: 'LONG 0.5' }]),
    says: ['at 2026-03-02 12:00:30 UTC', 'equity 9,880.00 USDT, LONG 0.5', 'Check the position'],
    button: 'Show events',
    does: /Continued after a crash/,
  },
  {
    name: 'FEED LOST',
    snapshot: after([{ event: 'FeedLost', reason: 'socket closed' }], { source: 'bitunix', feed: FEED }),
    says: ['since 2026-03-02 12:00:30 UTC', 'Socket closed.', 'reconnects by itself'],
    button: 'Close it',
    does: 'closePosition',
  },
  {
    name: 'FEED DEGRADED',
    snapshot: after([], {
      source: 'bitunix',
      feed: { ...FEED, isDegraded: true, reasons: ['no trades for 40 s'] },
      position: null,
    }),
    says: ['No trades for 40 s.'],
    button: 'End session',
    does: 'stop',
  },
  {
    name: 'MADE-UP CANDLES',
    snapshot: after([{ event: 'FALLBACK', reason: 'no history' }], {
      source: 'bitunix',
      feed: { ...FEED, isSynthetic: true },
    }),
    says: ['since 2026-03-02 12:00:30 UTC', '100 real candles'],
    button: 'End session',
    does: 'stop',
  },
  {
    name: 'ERROR BREAKER OPEN',
    snapshot: after([{ event: 'ErrorBreakerOpened', weight: 6, reason: 'rate limit' }]),
    says: ['rate limit', 'until a minute passes without errors'],
    button: 'Show events',
    does: /too many errors \(rate limit\)/,
  },
  {
    name: 'THE COMPUTER GOES TO SLEEP',
    snapshot: after([{ event: 'SystemSuspended' }]),
    says: ['since 2026-03-02 12:00:30 UTC', 'No new trades', 'once it has stayed awake for a minute'],
    button: 'Close it',
    does: 'closePosition',
  },
  {
    name: 'ENTRIES PAUSED',
    snapshot: after([{ event: 'EntriesPaused', by: 'page' }], { is_paused: true }),
    says: ['By page.', 'stops and targets stay active'],
    button: 'Resume',
    does: 'resumeEntries',
  },
];

for (const { name, snapshot, says, button, does } of STATES) {
  test(`${name} says what happened, since when, and has the button for what to do next`, async ({ page }) => {
    const stage = new PageStage(page, snapshot);
    await stage.open();
    const banner = page.getByRole('region', { name, exact: true });
    for (const text of says) await expect(banner).toContainText(text);
    if (name === 'FEED LOST') expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await banner.getByRole('button', { name: button, exact: true }).click();
    if (typeof does === 'string')
      await expect.poll(() => stage.requests.map((request) => request.name)).toEqual([does]);
    else await expect(page.getByText(does).last()).toBeVisible();
    expect(stage.errors).toEqual([]);
  });
}

test('a feed that is being connected is loading, and one that went silent is told of once', async ({ page }) => {
  const feed = { ...FEED, isDegraded: true, reasons: ['the live feed is not connected'] };
  const seeding = after([], { source: 'bitunix', feed, state: 'seeding', position: null });
  const stage = new PageStage(page, seeding);
  await stage.open();
  const panel = page.getByRole('region', { name: 'Market feed' });
  await expect(panel).toContainText('Loading');
  await expect(panel).not.toContainText('not connected');
  await expect(page.getByRole('region', { name: 'FEED DEGRADED' })).toHaveCount(0);
  stage.snapshot = after(
    [
      { event: 'FeedLost', reason: 'no data' },
      { event: 'StaleData', age_ms: 15_000, action: 'poll' },
    ],
    {
      source: 'bitunix',
      feed,
    },
  );
  stage.send({ type: 'frame', frame: frameAfter(stage.snapshot, 99, { resync: true }) });
  await expect(page.getByRole('region', { name: 'NO LIVE DATA' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'FEED LOST' })).toHaveCount(0);
});
