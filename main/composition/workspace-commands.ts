import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { formatMoney, moneyFromNumber, parseMoney } from '../../shared/money.ts';
import { loadAlerts } from '../adapters/config/alerts-file.ts';
import { loadEffectiveConfig } from '../adapters/config/effective-config.ts';
import { loadSessionDefaults } from '../adapters/config/session-file.ts';
import { listStrategies, loadStrategy } from '../adapters/config/strategy-file.ts';
import { JournalStore } from '../adapters/sqlite/journal-store.ts';
import { openForWriting } from '../adapters/sqlite/open-database.ts';
import { SafetyFile, STATE_LOST } from '../adapters/system/safety-file.ts';
import { SessionLock } from '../adapters/system/session-lock.ts';
import { resetState, type TradingBreakerState } from '../engine/risk/trading-breaker.ts';
import type { CompositionContext } from './context.ts';
import { engagedBy } from './safety.ts';
import { stateLost } from './state-lost.ts';
import { WorkspacePaths } from './workspace-paths.ts';

/**
 * Runs a change of the workspace while nothing else writes its database: takes the lock for the moment. A database that turns
 * out to be unreadable halts and refuses the change: whoever asked for it did not know.
 */
export function asOnlyWriter(context: CompositionContext, work: (store: JournalStore, nowIso: string) => void): void {
  const { paths } = context;
  const lock = SessionLock.acquire(paths.lock, () => {});
  try {
    const now = new Date().toISOString();
    let lost: Failure | undefined;
    const db = openForWriting(paths.database, now, (movedTo, why) => {
      lost = stateLost(paths, { movedTo, why, now });
    });
    const store = new JournalStore(db, paths.database);
    if (lost !== undefined) {
      store.setHalt(STATE_LOST, now);
      store.close();
      throw lost;
    }
    try {
      work(store, now);
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** Lifts the halt of both modes, journaled. Refused while the switch is still engaged from outside. */
export function rearm(by: string, context: CompositionContext): void {
  const { paths } = context;
  const engaged = engagedBy(paths, context.environment)[0];
  if (engaged !== undefined) {
    throw new Failure('halted', `cannot re-arm while ${engaged} engages the kill switch; remove it first`);
  }
  asOnlyWriter(context, (store, now) => {
    store.appendWorkspaceEvent(now, 'Rearmed', { by });
    store.setHalt(null, now);
    for (const path of [paths.safety, new WorkspacePaths(paths.root, 'live').safety]) {
      if (!existsSync(path)) continue;
      const file = new SafetyFile(path);
      file.write({ ...file.read(), halted: null });
    }
  });
}

/** Lifts a trip, journaled. The account that outlives runs begins anew from its equity, or its next run would trip at once. */
export function resetBreaker(by: string, context: CompositionContext): void {
  asOnlyWriter(context, (store, now) => {
    store.appendWorkspaceEvent(now, 'BreakerReset', { by });
    const { account } = store;
    const equity = parseMoney(account?.equity ?? '');
    if (account?.state != null && equity !== undefined) {
      const state = resetState(JSON.parse(account.state) as TradingBreakerState, equity);
      store.setAccount(account.equity, JSON.stringify(state), now);
    }
    store.setTrip(null, now);
    const file = new SafetyFile(context.paths.safety);
    file.write({ ...file.read(), tripped: null });
  });
}

/** Equity of the account that outlives runs; the simulated sources each begin with their own. */
export function accountEquity(context: CompositionContext): string {
  let equity: string | undefined;
  if (existsSync(context.paths.database)) {
    asOnlyWriter(context, (store) => {
      equity = store.account?.equity;
    });
  }
  return equity ?? formatMoney(moneyFromNumber(loadStrategy('default', context.places).config.risk.equity));
}

export function resetAccount(equity: string, by: string, context: CompositionContext): void {
  const amount = parseMoney(equity);
  if (amount === undefined || amount < moneyFromNumber(1) || amount > moneyFromNumber(10_000_000)) {
    throw new Failure('bad_flag', `--equity ${equity}: must be a decimal number of USDT from 1 to 10000000`);
  }
  asOnlyWriter(context, (store, now) => {
    store.appendWorkspaceEvent(now, 'AccountReset', { by, equity: formatMoney(amount) });
    store.setAccount(formatMoney(amount), null, now);
  });
}

/** Checks one strategy file, or everything that a session would load. Throws Failure('bad_config') at the first fault. */
export function validateConfig(file: string | null, context: CompositionContext) {
  const names = file === null ? listStrategies(context.places) : [file];
  const loaded = names.map((name) => loadStrategy(name, context.places));
  const checked = loaded.map(({ path }) => path);
  if (file === null) {
    loadEffectiveConfig(context.places, context.environment);
    checked.push(join(context.places.shipped, 'risk.json'), join(context.places.shipped, 'exchanges', 'bitunix.json'));
    loadSessionDefaults(context.paths.sessionDefaults);
    loadAlerts(context.paths.alerts);
    checked.push(...[context.paths.sessionDefaults, context.paths.alerts].filter((path) => existsSync(path)));
  }
  return { checked, warnings: loaded.flatMap(({ warnings }) => warnings) };
}

/** Every effective value with where it came from. */
export function showConfig(strategyName: string, context: CompositionContext) {
  const strategy = loadStrategy(strategyName, context.places);
  const { risk, exchange, origins } = loadEffectiveConfig(context.places, context.environment);
  const strategyOrigin = strategy.path.startsWith(context.places.shipped)
    ? 'shipped'
    : strategy.path.startsWith(context.places.workspace)
      ? 'workspace'
      : strategy.path;
  const values = [
    ...flatten(strategy.config, `strategy(${strategy.name})`).map(([path, value]) => ({
      path,
      value,
      origin: strategyOrigin,
    })),
    ...[...flatten(risk, 'risk'), ...flatten(exchange, 'exchange')].map(([path, value]) => ({
      path,
      value,
      origin: origins[path] ?? 'shipped',
    })),
  ];
  const shown = (value: unknown) => (typeof value === 'string' ? context.scrub(value) : value);
  return { values: values.map((each) => ({ ...each, value: shown(each.value) })) };
}

function flatten(value: unknown, prefix: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, child]) => flatten(child, `${prefix}.${key}`));
}
