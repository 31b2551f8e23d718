import { describe, expect, it } from 'vitest';
import { readGap } from '../../../main/adapters/bitunix/gap-backfill.ts';
import { klinesBetween } from '../../../main/adapters/bitunix/kline-paging.ts';
import { readSeed } from '../../../main/adapters/bitunix/seeding.ts';
import { ManualTimers, START } from './support/manual-timers.ts';
import { type Answer, klineServer, ok, outcomeOf, refusal, row, scriptedRest } from './support/scripted-rest.ts';

const MINUTE = 60_000;
const BTC = { symbol: 'BTCUSDT', interval: '1m', stepMs: MINUTE } as const;

const isClosed = (openTime: number) => openTime < START;

function exchange(answer?: Answer) {
  const timers = new ManualTimers();
  return scriptedRest(answer ?? klineServer(() => timers.now()), timers);
}

describe('paging', () => {
  it('goes backward and gives every candle of a range once', async () => {
    const { api, timers, requests } = exchange();
    const work = outcomeOf(klinesBetween(api, { ...BTC, from: START - 450 * MINUTE, before: START }));
    await timers.advance(2000);
    const expected = Array.from({ length: 450 }, (_, index) => START - (450 - index) * MINUTE);
    expect(work.value?.map(({ openTime }) => openTime)).toEqual(expected);
    expect(requests).toHaveLength(3);
  });

  it.each<[string, Answer, number]>([
    [
      'the same page again and again',
      () => ok(Array.from({ length: 200 }, (_, n) => row(START - (n + 1) * MINUTE))),
      2,
    ],
    [
      'always something older, but only a little',
      (url) => ok([row(Number(url.searchParams.get('endTime')) - MINUTE)]),
      5,
    ],
    ['nothing', () => ok([]), 1],
  ])('stops when the exchange sends %s', async (_what, answer, pages) => {
    const { api, timers, requests } = exchange(answer);
    const work = outcomeOf(klinesBetween(api, { ...BTC, from: START - 600 * MINUTE, before: START }));
    await timers.advance(60_000);
    expect(work.isDone).toBe(true);
    expect(requests).toHaveLength(pages);
  });
});

describe('seed', () => {
  it('has exactly as many closed candles as wanted', async () => {
    const { api, timers } = exchange();
    const work = outcomeOf(readSeed(api, { ...BTC, wanted: 500 }, isClosed));
    await timers.advance(2000);
    expect(work.value?.error).toBeNull();
    expect(work.value?.candles).toHaveLength(500);
    expect(work.value?.candles.at(-1)?.openTime).toBe(START - MINUTE);
  });

  it('tries five times, then has nothing and says why', async () => {
    const { api, timers, requests } = exchange(() => refusal(2, 'System error'));
    const work = outcomeOf(readSeed(api, { ...BTC, wanted: 500 }, isClosed));
    await timers.advance(8000);
    expect(work.value).toMatchObject({ candles: [], error: { kind: 'transient' } });
    expect(requests).toHaveLength(5);
  });

  it('keeps the pages before a failure', async () => {
    const { api, timers, requests } = exchange((url) =>
      requests.length > 1 ? refusal(2) : klineServer(() => START)(url),
    );
    const work = outcomeOf(readSeed(api, { ...BTC, wanted: 500 }, isClosed));
    await timers.advance(60_000);
    expect(work.value?.candles).toHaveLength(199);
    expect(work.value?.error).not.toBeNull();
  });
});

describe('gap', () => {
  it('is read with one row beyond it, which proves that it is over', async () => {
    const { api, timers } = exchange();
    await timers.advance(5000);
    const gap = await readGap(api, { ...BTC, from: START - 5 * MINUTE, to: START - MINUTE });
    expect(gap.candles.map(({ openTime }) => (openTime - START) / MINUTE)).toEqual([-5, -4, -3, -2, -1]);
    expect(gap.isFinal).toBe(true);
  });

  it('is not final while the exchange lags', async () => {
    const { api } = exchange(klineServer(() => START - MINUTE));
    const gap = await readGap(api, { ...BTC, from: START - 5 * MINUTE, to: START - MINUTE });
    expect(gap.isFinal).toBe(false);
  });
});
