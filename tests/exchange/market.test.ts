import { describe, expect, it } from 'vitest';
import { INSTRUMENTS } from '../support/exchange/market/instrument.ts';
import { Market } from '../support/exchange/market/market.ts';
import { DEFAULT_PROFILE } from '../support/exchange/profile.ts';
import { START } from '../support/exchange/testing/exchange-under-test.ts';

const MINUTE_MS = 60_000;
const [instrument = undefined] = INSTRUMENTS;

function market(changes: object = {}): Market {
  if (instrument === undefined) throw new Error('there is no instrument');
  const settings = { ...DEFAULT_PROFILE, instrument, seed: 7, stream: 0, startPrice: 80_000 };
  return new Market({ ...settings, ...changes }, START);
}

describe('the simulated market', () => {
  it('has bars that are the sums of its trades, minute by minute', () => {
    const walked = market();
    walked.advanceTo(START + 30 * MINUTE_MS);
    const first = walked.book.startMinute;
    for (let minute = first; minute < START + 30 * MINUTE_MS; minute += MINUTE_MS) {
      const trades = walked.trades.filter(({ time }) => time >= minute && time < minute + MINUTE_MS);
      const prices = trades.map(({ price }) => price);
      expect(walked.minute(minute)).toEqual({
        openTime: minute,
        open: prices[0],
        high: Math.max(...prices),
        low: Math.min(...prices),
        close: prices.at(-1),
        lots: trades.reduce((sum, { lots }) => sum + lots, 0),
        turnover: trades.reduce((sum, { lots, price }) => sum + lots * price, 0),
      });
      const marks = trades.map(({ mark }) => mark);
      expect(walked.minute(minute, 'mark')).toMatchObject({
        open: marks[0],
        high: Math.max(...marks),
        low: Math.min(...marks),
        close: marks.at(-1),
      });
    }
    expect(walked.trades.length).toBeGreaterThan(30 * 60 * 4);
  });

  it('is the same for the same seed, however time moves, and another one for another seed', () => {
    const [atOnce, inSteps, other] = [market(), market(), market({ seed: 8 })];
    const end = START + 10 * MINUTE_MS;
    for (let now = START; now <= end; now += 777) inSteps.advanceTo(now);
    for (const each of [atOnce, inSteps, other]) each.advanceTo(end);
    expect(inSteps.trades).toEqual(atOnce.trades);
    const past = atOnce.book.startMinute - 90 * MINUTE_MS;
    expect(inSteps.minute(past)).toEqual(atOnce.minute(past));
    expect(other.trades).not.toEqual(atOnce.trades);
  });

  it('has a past that joins the start, as long as asked for and no longer', () => {
    const walked = market({ pastDays: 1 });
    const { startMinute } = walked.book;
    const day = Array.from({ length: 1440 }, (_, i) => walked.minute(startMinute - (i + 1) * MINUTE_MS));
    for (const [index, bar] of day.entries()) {
      const later = index === 0 ? 800_000 : (day[index - 1]?.open ?? 0);
      expect(Math.abs((bar?.close ?? 0) / later - 1)).toBeLessThan(0.001);
      expect(bar?.lots).toBeGreaterThan(0);
    }
    expect(walked.minute(startMinute - 1441 * MINUTE_MS)).toBeUndefined();
  });

  it('moves like bitcoin and settles funding at 00, 08 and 16 UTC', () => {
    const walked = market();
    const end = START + 600 * MINUTE_MS;
    walked.advanceTo(end);
    const closes = Array.from({ length: 600 }, (_, i) => walked.minute(walked.book.startMinute + i * MINUTE_MS)?.close);
    const moves = closes.slice(1).map((close, i) => Math.abs(Math.log((close ?? 0) / (closes[i] ?? 0))));
    const mean = moves.reduce((sum, move) => sum + move, 0) / moves.length;
    expect(mean).toBeGreaterThan(0.0002);
    expect(mean).toBeLessThan(0.0008);
    const { funding } = walked;
    expect(new Date(funding.nextTime(START)).toISOString()).toBe('2026-09-21T16:00:00.000Z');
    expect(funding.settlements(START - 86_400_000, START, 9).map((time) => new Date(time).getUTCHours())).toEqual([
      8, 0, 16,
    ]);
    const next = funding.nextTime(START);
    expect(Math.abs(funding.expectedRate(next - 1) - funding.rateAt(next))).toBeLessThanOrEqual(1);
  });
});
