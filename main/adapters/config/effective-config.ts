import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ExchangeConfig, exchangeSchema } from '../../../shared/config/exchange.ts';
import { type RiskConfig, riskSchema } from '../../../shared/config/risk.ts';
import { Failure } from '../../../shared/failure.ts';
import type { InstrumentSpec } from '../../../shared/instrument.ts';
import { parseConfig, readJson } from './read-json.ts';
import type { ConfigPlaces } from './strategy-file.ts';

/** Where a value came from, the later winning: shipped < workspace < environment < flag. */
export type Origin = 'shipped' | 'workspace' | 'environment' | 'flag';

export interface EffectiveConfig {
  readonly risk: RiskConfig;
  readonly exchange: ExchangeConfig;
  /** Origin of every value, by dotted path. */
  readonly origins: Readonly<Record<string, Origin>>;
}

export const DAILY_LOSS_VARIABLE = 'LA_MAX_DAILY_LOSS_USD';

export type Tree = { [key: string]: unknown };

/** Reads risk and exchange configuration through all layers. Throws Failure('bad_config' | 'bad_environment'). */
export function loadEffectiveConfig(
  places: ConfigPlaces,
  environment: Readonly<Record<string, string | undefined>>,
): EffectiveConfig {
  const origins: Record<string, Origin> = {};
  const risk = layered('risk.json', 'risk', places, origins);
  const exchange = layered(join('exchanges', 'bitunix.json'), 'exchange', places, origins);
  const limit = dailyLossOf(environment);
  if (limit !== undefined) {
    merge(risk, { max_daily_loss_usd: { paper: limit, live: limit } }, 'environment', 'risk', origins);
  }
  return {
    risk: parseConfig(riskSchema, risk, join(places.workspace, 'risk.json')),
    exchange: parseConfig(exchangeSchema, exchange, join(places.workspace, 'exchanges', 'bitunix.json')),
    origins,
  };
}

/** The daily loss limit that the environment sets for every mode, USDT. Throws Failure('bad_environment'). */
export function dailyLossOf(environment: Readonly<Record<string, string | undefined>>): number | undefined {
  const limit = environment[DAILY_LOSS_VARIABLE];
  if (limit === undefined || limit === '') return undefined;
  const value = Number(limit);
  if (Number.isFinite(value) && value >= 1 && value <= 10_000_000) return value;
  throw new Failure(
    'bad_environment',
    `${DAILY_LOSS_VARIABLE}: must be a number of USDT from 1 to 10000000 (found ${JSON.stringify(limit)})`,
  );
}

function layered(file: string, prefix: string, places: ConfigPlaces, origins: Record<string, Origin>): Tree {
  const tree: Tree = {};
  merge(tree, asTree(readJson(join(places.shipped, file)), file), 'shipped', prefix, origins);
  const own = join(places.workspace, file);
  if (existsSync(own)) merge(tree, asTree(readJson(own), own), 'workspace', prefix, origins);
  return tree;
}

/** A JSON object, or Failure('bad_config') that names the file. */
export function asTree(value: unknown, path: string): Tree {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Tree;
  throw new Failure('bad_config', `${path}: must be a JSON object`);
}

/** Lays `from` over `into`, object by object, and notes the origin of each value under its dotted path. */
export function merge(into: Tree, from: Tree, origin: Origin, prefix: string, origins: Record<string, Origin>): void {
  for (const [key, value] of Object.entries(from)) {
    const path = `${prefix}.${key}`;
    const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isTree) {
      put(into, key, value);
      origins[path] = origin;
      continue;
    }
    const child = Object.hasOwn(into, key) ? into[key] : undefined;
    const target: Tree = typeof child === 'object' && child !== null ? (child as Tree) : {};
    put(into, key, target);
    merge(target, value as Tree, origin, path, origins);
  }
}

/** Gives a tree a key of its own whatever its name: assigned, `__proto__` would change every object of the program. */
function put(tree: Tree, key: string, value: unknown): void {
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The instrument of a symbol as the exchange file describes it. Throws Failure('bad_config') for an unknown symbol. */
export function instrumentOf(symbol: string, exchange: ExchangeConfig): InstrumentSpec {
  const found = Object.hasOwn(exchange.instruments, symbol) ? exchange.instruments[symbol] : undefined;
  if (found === undefined) {
    const known = Object.keys(exchange.instruments).join(', ');
    throw new Failure('bad_flag', `--symbol ${symbol}: not in config/exchanges/bitunix.json; known are ${known}`);
  }
  return {
    symbol,
    tickSize: found.tick_size,
    lotSize: found.lot_size,
    minQty: found.min_qty,
    minNotional: found.min_notional,
  };
}

/** Symbols that can be traded; none while the configuration is broken, which the editor shows and a start refuses. */
export function knownSymbols(
  places: ConfigPlaces,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  try {
    return Object.keys(loadEffectiveConfig(places, environment).exchange.instruments);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
