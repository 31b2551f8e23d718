import type { StrategyConfig } from '../../shared/config/strategy.ts';
import { intervalMs } from '../../shared/interval.ts';
import { formatMoney, moneyFromNumber } from '../../shared/money.ts';
import type { RunOptions } from '../../shared/run-options.ts';
import { instrumentOf, loadEffectiveConfig } from '../adapters/config/effective-config.ts';
import { type ConfigPlaces, type LoadedStrategy, loadStrategy } from '../adapters/config/strategy-file.ts';
import { sha256 } from '../adapters/sqlite/hash-chain.ts';
import type { SessionSetup, SourceName } from '../session/session-setup.ts';
import type { AppIdentity } from './identity.ts';
import type { MarketData } from './market-data.ts';

/** Where the virtual time of the simulated market begins unless the user says otherwise: 2025-01-01. */
const MOCK_START_MS = 1_735_689_600_000;

/** What a live run brings along: the exchange's rules, and its account. */
export type LiveSetup = Partial<Pick<SessionSetup, 'instrument' | 'startingEquity' | 'openingBreaker'>>;

export interface BuiltSetup {
  readonly setup: SessionSetup;
  readonly strategy: LoadedStrategy;
}

/** Puts configuration, flags and data together into what a run is made of. Throws Failures for whatever is wrong. */
export function buildSetup(
  options: Pick<RunOptions, 'symbol' | 'interval' | 'strategy' | 'breakersOn'> &
    LiveSetup & { readonly seed: number; readonly startMs: number | null },
  source: SourceName,
  market: MarketData | null,
  context: {
    readonly places: ConfigPlaces;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly identity: AppIdentity;
    readonly scrub: (text: string) => string;
  },
): BuiltSetup {
  const strategy = loadStrategy(options.strategy, context.places);
  const { risk, exchange } = loadEffectiveConfig(context.places, context.environment);
  const interval = options.interval ?? market?.interval ?? '1m';
  const base: Omit<SessionSetup, 'configHash'> = {
    appVersion: context.identity.version,
    gitCommit: context.identity.gitCommit,
    mode: 'paper',
    source,
    symbol: options.symbol,
    interval,
    seed: options.seed,
    marketStart: source === 'mock' ? alignedStart(options.startMs ?? MOCK_START_MS, intervalMs(interval)) : null,
    strategyName: strategy.name,
    strategy: withoutSecrets(strategy.config, context.scrub),
    risk,
    exchange: { name: exchange.name, fees: exchange.fees },
    instrument: options.instrument ?? instrumentOf(options.symbol, exchange),
    startingEquity: options.startingEquity ?? formatMoney(moneyFromNumber(strategy.config.risk.equity)),
    breakersOn: options.breakersOn,
    openingBreaker: options.openingBreaker ?? null,
    maxDailyLoss: formatMoney(moneyFromNumber(risk.max_daily_loss_usd.paper)),
    hasQuotes: market?.hasQuotes ?? true,
    funding: source === 'bitunix' ? 'live' : (market?.funding ?? 'none'),
    data: market?.data ?? null,
  };
  return { setup: { ...base, configHash: sha256(JSON.stringify(base)) }, strategy };
}

/** The title is the one place of a strategy where a person writes what they like; it is recorded, so masked before. */
function withoutSecrets(config: StrategyConfig, scrub: (text: string) => string): StrategyConfig {
  return { ...config, meta: { ...config.meta, name: scrub(config.meta.name) } };
}

function alignedStart(ms: number, stepMs: number): number {
  return Math.floor(ms / stepMs) * stepMs;
}
