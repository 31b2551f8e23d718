import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { intervalMs } from '../../shared/interval.ts';
import type { Candle } from '../../shared/market.ts';
import type { RunOptions } from '../../shared/run-options.ts';
import { MockSource } from '../adapters/mock/mock-source.ts';
import type { TimeSpan } from '../adapters/replay/candle-span.ts';
import type { JournalStore, RunRow } from '../adapters/sqlite/journal-store.ts';
import type { MarketSource } from '../session/ports.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { spanOf } from './asked-span.ts';
import { buildSetup, type LiveSetup } from './build-setup.ts';
import type { CompositionContext } from './context.ts';
import { liveInstrument, liveSource } from './live-market.ts';
import { type MarketData, openMarketData } from './market-data.ts';
import { randomSeed } from './run-id.ts';
import { assertMayTrade, readSafety } from './safety.ts';

/** Cached candles younger than this spare the loading of history. */
const WARM_MS = 60_000;

/** Of a replay that is only closed. */
const NO_MARKET: MarketSource = { start: () => {}, stop: () => {} };

/** What a run was launched with and needs again when it is continued; paths are absolute. */
export interface Launch {
  readonly replay: string | null;
  readonly fundingFile: string | null;
  /** Part of the file that is replayed; absent in what an older version launched. */
  readonly span?: TimeSpan | null;
  readonly durationMin: number;
}

/** A run before it starts: what it is made of and where its data come from. */
export interface Plan {
  readonly setup: SessionSetup;
  readonly market: MarketData | null;
  readonly launch: Launch;
  readonly warnings: readonly string[];
}

/** Opens the data, loads the configuration and asks the exchange for its rules. Throws Failures for what is wrong. */
export async function makePlan(
  options: RunOptions,
  context: CompositionContext,
  store: JournalStore | null,
): Promise<Plan> {
  if (options.source === 'mock' && options.speed === 'max' && options.durationMin === 0 && !options.resume) {
    throw new Failure('bad_flag', 'the simulated market at speed max needs a duration above 0: it would never end');
  }
  if (options.source === 'bitunix' && options.speed !== 1) {
    throw new Failure('bad_flag', 'live data come at speed 1 only');
  }
  const span = spanOf(options.fromMs ?? null, options.toMs ?? null);
  const market =
    options.source === 'replay'
      ? openMarketData(options.replay ?? '', {
          paths: context.paths,
          cwd: context.places.cwd,
          interval: options.interval,
          fundingFile: options.fundingFile,
          span,
        })
      : null;
  const seed = options.seed ?? (options.source === 'mock' ? randomSeed() : 0);
  const live = options.source === 'bitunix' ? await openLive(options, context, store) : NO_LIVE;
  const { setup, strategy } = buildSetup({ ...options, seed, ...live.setup }, options.source, market, context);
  const launch = {
    replay: absolute(options.replay, context),
    fundingFile: absolute(options.fundingFile, context),
    span,
    durationMin: options.durationMin,
  };
  return { setup, market, launch, warnings: [...strategy.warnings, ...(market?.notes ?? []), ...live.warnings] };
}

/** A file given by the user as a path that means the same from every folder; a run id stays what it is. */
function absolute(file: string | null, context: CompositionContext): string | null {
  if (file === null) return null;
  const path = resolve(context.places.cwd, file);
  return existsSync(path) ? path : file;
}

interface Live {
  readonly setup: LiveSetup;
  readonly warnings: readonly string[];
}

const NO_LIVE: Live = { setup: {}, warnings: [] };

/** What a live run takes from the exchange and from the account that outlives runs. */
async function openLive(options: RunOptions, context: CompositionContext, store: JournalStore | null): Promise<Live> {
  const instrument = await liveInstrument(options.symbol, context, options.mustReach);
  // KILL may have come while the exchange was asked
  assertMayTrade(readSafety(context.paths, context.environment), context.paths);
  const account = store?.account;
  const warnings =
    instrument === undefined
      ? ['the exchange did not give its rules in time: tick, lot and minimum are the configured ones']
      : [];
  return {
    setup: {
      ...(instrument === undefined ? {} : { instrument }),
      ...(account === undefined ? {} : { startingEquity: account.equity }),
      openingBreaker: account?.state == null ? null : (JSON.parse(account.state) as SessionSetup['openingBreaker']),
    },
    warnings,
  };
}

/**
 * The plan of a recorded run: its recorded setup and, for a replay, the same data, which must not have changed. To be closed it
 * needs none: it must not wait for a file that is gone.
 */
export function planOf(run: RunRow, context: CompositionContext, intent: 'trade' | 'close'): Plan {
  const setup = JSON.parse(run.setup) as SessionSetup;
  const launch = JSON.parse(run.launch) as Launch;
  if (setup.source !== 'replay') return { setup, market: null, launch, warnings: [] };
  try {
    return { setup, market: sameMarket(setup, launch, context), launch, warnings: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (intent === 'close')
      return { setup, market: null, launch, warnings: [`closed without its data: ${error.message}`] };
    throw new Failure('run_mismatch', `run ${run.run_id} is unfinished, and ${error.message}; close it with la stop`);
  }
}

function sameMarket(setup: SessionSetup, launch: Launch, context: CompositionContext): MarketData {
  const market = openMarketData(launch.replay ?? '', {
    paths: context.paths,
    cwd: context.places.cwd,
    interval: setup.interval,
    fundingFile: launch.fundingFile,
    span: launch.span ?? null,
  });
  if (market.data.sha256 === setup.data?.sha256) return market;
  throw new Failure('run_mismatch', `its data ${launch.replay} have changed since`);
}

/** Refuses to continue a run with other settings than its own. */
export async function assertSameRun(
  run: RunRow,
  plan: Plan,
  options: RunOptions,
  context: CompositionContext,
): Promise<void> {
  const { setup, launch } = plan;
  const asked = (
    await makePlan({ ...options, seed: options.seed ?? setup.seed, source: options.source }, context, null)
  ).setup;
  const differs: string[] = [];
  if (asked.source !== setup.source) differs.push(`source ${setup.source}`);
  if (asked.symbol !== setup.symbol) differs.push(`symbol ${setup.symbol}`);
  if (JSON.stringify([asked.strategyName, asked.strategy]) !== JSON.stringify([setup.strategyName, setup.strategy]))
    differs.push(`strategy ${setup.strategyName}`);
  if (options.seed !== null && options.seed !== setup.seed) differs.push(`seed ${setup.seed}`);
  if (setup.source === 'replay' && asked.data?.sha256 !== setup.data?.sha256) differs.push(`data ${launch.replay}`);
  else if (JSON.stringify(asked.data?.span) !== JSON.stringify(setup.data?.span)) differs.push('span');
  if (differs.length === 0) return;
  throw new Failure(
    'run_mismatch',
    `run ${run.run_id} is unfinished and has another ${differs.join(' and ')}; continue it with la run --resume or close it with la stop`,
  );
}

/** Market time at which a replay begins and ends by itself, at its last candle or after its minutes; null for other runs. */
export function replaySpanOf({ market }: Plan, durationMin: number): readonly [number, number] | null {
  if (market === null) return null;
  const { firstTime, lastTime } = market;
  return [firstTime, durationMin === 0 ? lastTime : Math.min(lastTime, firstTime + durationMin * 60_000)];
}

/** The market of a run, ready to deliver. */
export function makeSource(
  { setup, market }: Plan,
  options: RunOptions,
  context: CompositionContext,
  store: JournalStore | null,
): MarketSource {
  if (market !== null) return market.makeSource();
  if (setup.source === 'replay') return NO_MARKET;
  if (setup.source === 'bitunix') {
    const { symbol, interval, strategy } = setup;
    const { min_history_bars: wanted, max_history_bars: seedBars } = strategy.engine;
    const kept = store === null ? [] : store.cachedCandles(symbol, interval);
    const warmCandles = freshCandles(kept, intervalMs(interval), wanted);
    return liveSource({ symbol, interval, seedBars, warmCandles }, context);
  }
  const real = options.speed === 'max' || options.startMs !== null ? null : Date.now();
  return new MockSource({ seed: setup.seed, interval: setup.interval, marketStart: setup.marketStart ?? real ?? 0 });
}

/**
 * Candles kept from a run that has just ended, back to the first hole: none when the newest closed more than a minute ago, or
 * when there are fewer than a first decision needs and the exchange may have more.
 */
function freshCandles(candles: readonly Candle[], stepMs: number, wanted: number): readonly Candle[] {
  const last = candles.at(-1);
  if (last === undefined || Date.now() - (last.openTime + stepMs) >= WARM_MS) return [];
  const hole = candles.findLastIndex(({ openTime }, index) => {
    const next = candles[index + 1];
    return next !== undefined && next.openTime !== openTime + stepMs;
  });
  const unbroken = candles.slice(hole + 1);
  return unbroken.length < wanted ? [] : unbroken;
}
