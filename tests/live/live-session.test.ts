import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JournalStore } from '../../main/adapters/sqlite/journal-store.ts';
import { openForWriting } from '../../main/adapters/sqlite/open-database.ts';
import { utcDay } from '../../shared/time.ts';
import { startExchange } from '../support/exchange/start-exchange.ts';
import { MOCK_RUN, QUIET, readEvents, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const LIVE = { ...MOCK_RUN, source: 'bitunix', speed: 1, durationMin: 0, seed: null } as const;

async function exchange(faults: NonNullable<NonNullable<Parameters<typeof startExchange>[0]>['faults']> = {}) {
  const server = await startExchange({ seed: 3, faults });
  onTestFinished(() => server.close());
  return {
    server,
    environment: { LA_BITUNIX_REST_URL: server.restUrl, LA_BITUNIX_WS_URL: server.wsUrl },
  };
}

/** Looks again each time the event loop is free. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a session on live data', () => {
  it('3 seeds its history, sees quotes, stops in its order, and is recomputed event by event', async () => {
    const { environment } = await exchange();
    const workbench = workbenchIn(temporaryFolder(), environment);
    const session = await workbench.startSession(LIVE, QUIET);
    await until(() => session.status().price !== '' && session.status().feed?.isLive === true);
    await until(() => readEvents(session.runDir).filter(({ event }) => event === 'CandleProcessed').length >= 100);
    expect(session.status()).toMatchObject({ state: 'running', source: 'bitunix', feed: { isSynthetic: false } });
    session.requestStop('user_stop', 'test');
    const outcome = await session.done;
    expect(outcome).toMatchObject({ reason: 'user_stop', exit_code: 0 });
    const events = readEvents(outcome.run_dir);
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['FeedConnected', 'CandleProcessed', 'SessionEnd']),
    );
    const opens = events.flatMap((event) => (event.event === 'CandleProcessed' ? [event.open_time] : []));
    expect(opens).toEqual(opens.toSorted((a, b) => a - b));
    expect(new Set(opens).size).toBe(opens.length);
    expect(workbench.verify('latest').difference).toBeNull();
    expect(workbench.audit('latest').finding).toBeNull();
  });

  it('3 starts warm from cached candles instead of asking for history again', async () => {
    const { server, environment } = await exchange();
    const workbench = workbenchIn(temporaryFolder(), environment);
    const first = await workbench.startSession(LIVE, QUIET);
    await until(() => readEvents(first.runDir).filter(({ event }) => event === 'CandleProcessed').length >= 100);
    first.requestStop('user_stop', 'test');
    await first.done;
    const before = server.stats.requestTimes('/kline').length;
    const second = await workbench.startSession(LIVE, QUIET);
    await until(() => readEvents(second.runDir).filter(({ event }) => event === 'CandleProcessed').length >= 100);
    second.requestStop('user_stop', 'test');
    await second.done;
    expect(server.stats.requestTimes('/kline').length - before).toBeLessThanOrEqual(2);
  });

  it.each([
    ['few', { from: 20, holeAt: null }],
    ['broken by a hole', { from: 300, holeAt: 30 }],
  ])('3 asks for history again when the candles that were kept are %s', async (_what, { from, holeAt }) => {
    const { environment } = await exchange();
    const workspace = temporaryFolder();
    const workbench = workbenchIn(workspace, environment);
    workbench.resetAccount('10000', 'test');
    const now = Math.floor(Date.now() / 60_000) * 60_000;
    const kept = Array.from({ length: from }, (_, index) => index + 1)
      .filter((ago) => ago !== holeAt)
      .map((ago) => ({ openTime: now - ago * 60_000, open: 1, high: 1, low: 1, close: 1, volume: 1 }));
    const database = join(workspace, 'paper', 'state.db');
    const store = new JournalStore(
      openForWriting(database, '', () => {}),
      database,
    );
    store.cacheCandles('BTCUSDT', '1m', kept);
    store.close();
    const session = await workbench.startSession(LIVE, QUIET);
    await until(() => readEvents(session.runDir).filter(({ event }) => event === 'CandleProcessed').length >= 100);
    session.requestStop('user_stop', 'test');
    const events = readEvents((await session.done).run_dir);
    const candles = events.flatMap((event) => (event.event === 'CandleProcessed' ? [event] : []));
    expect(candles.every(({ close }) => close !== '1')).toBe(true);
  });

  it('12.1 the account outlives the run, and is reset only on purpose', async () => {
    const { environment } = await exchange();
    const workbench = workbenchIn(temporaryFolder(), environment);
    workbench.resetAccount('2500.5', 'test');
    const session = await workbench.startSession(LIVE, QUIET);
    expect(session.status()).toMatchObject({ starting_equity: '2500.5', equity: '2500.5' });
    session.requestStop('user_stop', 'test');
    await session.done;
    expect(workbench.account()).toEqual({ equity: '2500.5' });
  });

  it('12.12 a reset of the breaker begins anew from the equity of the account; the loss of the day stays shown', async () => {
    const { environment } = await exchange();
    const workspace = temporaryFolder();
    const workbench = workbenchIn(workspace, environment);
    workbench.resetAccount('9400', 'test');
    const lost = { peak: 1e12, lastMark: 9.4e11, dayBaseline: 1e12, day: utcDay(Date.now()), streak: 5, tripped: null };
    const database = join(workspace, 'paper', 'state.db');
    const store = new JournalStore(
      openForWriting(database, '', () => {}),
      database,
    );
    store.setAccount('9400', JSON.stringify(lost), '');
    store.setTrip('losing_streak', '');
    store.close();
    workbench.resetBreaker('test');
    const session = await workbench.startSession({ ...LIVE, breakersOn: true }, QUIET);
    const { breaker } = session.status();
    session.requestStop('user_stop', 'test');
    expect(await session.done).toMatchObject({ reason: 'user_stop' });
    expect(breaker).toEqual({
      equity: '9400',
      peak_equity: '9400',
      drawdown_pct: 0,
      losing_streak: 0,
      daily_loss: '600',
    });
  });

  it('goes blind and reconnects after a sleep, takes no entry before fresh data, and is recomputed event by event', async () => {
    const { environment } = await exchange();
    const workbench = workbenchIn(temporaryFolder(), environment);
    const session = await workbench.startSession(LIVE, QUIET);
    await until(() => session.status().feed?.isLive === true);
    session.power({ kind: 'suspended' });
    session.power({ kind: 'resumed', asleepMs: 3_600_000 });
    const kinds = () => readEvents(session.runDir).map(({ event }) => event);
    await until(() => kinds().filter((kind) => kind === 'FeedConnected').length === 2);
    await until(() => session.status().feed?.isLive === true);
    const power = kinds().filter((kind) => /^System|^FeedBlind|^FeedLost/.test(kind));
    expect(power).toEqual(['SystemSuspended', 'FeedBlind', 'FeedLost', 'SystemResumed']);
    session.requestStop('user_stop', 'test');
    await session.done;
    expect(workbench.verify('latest').difference).toBeNull();
  });

  it('12.23 a page that starts it while the exchange cannot be reached is told so', async () => {
    const { environment } = await exchange({ restDown: true, socketRefused: true });
    const workstation = workbenchIn(temporaryFolder(), environment).openWorkstation();
    const reply = await workstation.request('start', { source: 'bitunix' }, 'test');
    expect(reply).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    await workstation.dispose('test');
  });

  it('3 an address that is not safe is refused with one sentence', async () => {
    const environment = { LA_BITUNIX_REST_URL: 'http://example.com' };
    const start = workbenchIn(temporaryFolder(), environment).startSession(LIVE, QUIET);
    await expect(start).rejects.toMatchObject({ code: 'bad_environment', exitCode: 6 });
  });

  it('12.25 la fetch downloads candles and funding to the files that backtests read, and continues where it was cut', async () => {
    const { server, environment } = await exchange();
    const workbench = workbenchIn(temporaryFolder(), environment);
    const toMs = Math.floor(server.now() / 60_000) * 60_000;
    const fromMs = toMs - 24 * 3_600_000;
    const seen: number[] = [];
    const what = { symbol: 'BTCUSDT', interval: '1m', fromMs, toMs, out: null } as const;
    const result = await workbench.fetchData(what, (done) => seen.push(done));
    expect(result).toMatchObject({ candles: 1440, rates: 3 });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const requests = server.stats.requestTimes('/kline').length;
    const again = await workbench.fetchData(what, () => {});
    expect(again).toMatchObject({ candles: 1440, rates: 3 });
    expect(server.stats.requestTimes('/kline').length).toBe(requests);
    expect(readFileSync(result.candleFile, 'utf8').split('\n')[1]).toMatch(new RegExp(`^${fromMs},`));
    const options = {
      dataFile: result.candleFile,
      fundingFile: result.fundingFile,
      symbol: 'BTCUSDT',
      interval: null,
      strategy: 'default',
      breakersOn: false,
      journal: false,
    };
    expect(await workbench.backtest(options, QUIET)).toMatchObject({ reason: 'completed', report: { candles: 1440 } });
  });
});
