import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeeSchedule } from '../../main/engine/execution/fees.ts';
import { startingEquityOf, TradingEngine } from '../../main/engine/trading-engine.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { strategySchema } from '../../shared/config/strategy.ts';
import { eventLine } from '../../shared/event-line.ts';
import type { EventBody, SessionEvent } from '../../shared/events.ts';
import { DEFAULT_INSTRUMENT, Instrument } from '../../shared/instrument.ts';
import { moneyFromNumber } from '../../shared/money.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

/** Every event of a real run over the losing market. */
function realEvents(): SessionEvent[] {
  const strategy = strategySchema.parse(
    JSON.parse(readFileSync(join(FIXTURES, '..', '..', 'config', 'strategies', 'default.json'), 'utf8')),
  );
  const events: SessionEvent[] = [];
  const engine = new TradingEngine(
    {
      instrument: new Instrument(DEFAULT_INSTRUMENT),
      interval: '1m',
      strategy,
      limits: riskSchema.parse({}),
      fees: new FeeSchedule({ maker: 0.0002, taker: 0.0006 }),
      startingEquity: startingEquityOf(strategy),
      breakersOn: false,
      maxDailyLoss: moneyFromNumber(500),
      hasQuotes: false,
      funding: 'none',
    },
    {
      wantsDetail: true,
      event: (body: EventBody, ts: number) => {
        const seq = events.length + 1;
        const header = { event: body.event, timestamp: new Date(ts).toISOString(), seq, event_id: `1-${seq}` };
        events.push(Object.assign(header, body) as SessionEvent);
      },
      mark: () => {},
    },
  );
  const rows = readFileSync(join(FIXTURES, 'losing-streak.csv'), 'utf8').trim().split('\n').slice(1);
  for (const row of rows) {
    const [openTime = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.split(',').map(Number);
    engine.onCandle({ openTime, open, high, low, close, volume }, 'live');
  }
  return events;
}

describe('eventLine', () => {
  it('is what JSON.stringify gives, for every event of a run', () => {
    const events = realEvents();
    expect(events.length).toBeGreaterThan(6000);
    for (const event of events) expect(eventLine(event)).toBe(JSON.stringify(event));
  });

  it('is what JSON.stringify gives, whatever stands in a decision', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
    const stage = fc.record({
      stage: fc.constant('sizing' as const),
      result: fc.string(),
      reason: fc.string(),
      inputs: fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        value,
      ),
    });
    fc.assert(
      fc.property(fc.array(stage), fc.string(), fc.option(fc.double()), (stages, reason, cost) => {
        const event = {
          event: 'DecisionMade',
          timestamp: '2025-01-01T00:00:00.000Z',
          seq: 1,
          event_id: '1-1',
          open_time: 0,
          stages,
          outcome: 'no_trade',
          reason,
          cost_r: cost,
          equity: '10000',
        } satisfies SessionEvent;
        expect(eventLine(event)).toBe(JSON.stringify(event));
      }),
    );
  });
});
