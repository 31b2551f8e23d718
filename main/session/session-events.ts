import type { SessionRecovered, SessionStart } from '../../shared/events.ts';
import { formatMoney } from '../../shared/money.ts';
import type { TradingEngine } from '../engine/trading-engine.ts';
import type { SessionSetup } from './session-setup.ts';

/** A session began with all that decides what it does. */
export function sessionStart(setup: SessionSetup): SessionStart {
  return {
    event: 'SessionStart',
    app_version: setup.appVersion,
    git_commit: setup.gitCommit,
    mode: setup.mode,
    source: setup.source,
    symbol: setup.symbol,
    interval: setup.interval,
    strategy: setup.strategyName,
    seed: setup.seed,
    config_hash: setup.configHash,
    config: setup,
  };
}

/** A session goes on after its process ended; `lastSeq` is its last event before. */
export function sessionRecovered(engine: TradingEngine, lastSeq: number): SessionRecovered {
  const { position } = engine.book;
  const { instrument } = engine.config;
  const held =
    position === null
      ? 'flat'
      : `${position.opening.direction === 1 ? 'LONG' : 'SHORT'} ${instrument.formatQty(position.lots.lots)}`;
  return {
    event: 'SessionRecovered',
    last_seq: lastSeq,
    equity: formatMoney(engine.ledger.balance),
    position: held,
  };
}
