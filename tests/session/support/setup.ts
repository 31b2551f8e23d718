import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionSetup } from '../../../main/session/session-setup.ts';
import { riskSchema } from '../../../shared/config/risk.ts';
import { strategySchema } from '../../../shared/config/strategy.ts';
import { DEFAULT_INSTRUMENT } from '../../../shared/instrument.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'config', 'strategies');

/** A session on the simulated market with a shipped strategy, breakers off. */
export function testSetup(change: Partial<SessionSetup> = {}): SessionSetup {
  const name = change.strategyName ?? 'default';
  return {
    appVersion: '0.0.0',
    gitCommit: null,
    mode: 'paper',
    source: 'mock',
    symbol: 'BTCUSDT',
    interval: '1m',
    seed: 1,
    marketStart: 1_735_689_600_000,
    strategyName: name,
    strategy: change.strategy ?? strategySchema.parse(JSON.parse(readFileSync(join(SHIPPED, `${name}.json`), 'utf8'))),
    risk: riskSchema.parse({}),
    exchange: { name: 'bitunix', fees: { maker: 0.0002, taker: 0.0006 } },
    instrument: DEFAULT_INSTRUMENT,
    startingEquity: '10000',
    breakersOn: false,
    openingBreaker: null,
    maxDailyLoss: '500',
    hasQuotes: true,
    funding: 'none',
    data: null,
    configHash: '',
    ...change,
  };
}
