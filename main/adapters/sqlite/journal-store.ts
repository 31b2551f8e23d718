import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SessionEvent } from '../../../shared/events.ts';
import type { Candle } from '../../../shared/market.ts';
import type { MetricsRow } from '../../../shared/metrics.ts';
import type { StopReason } from '../../../shared/stop-reason.ts';
import type { JournalBatch, RunJournal } from '../../session/ports.ts';
import { auditRun } from './audit.ts';
import { chainHash, GENESIS } from './hash-chain.ts';
import { type Sqlite, storageFailure } from './open-database.ts';
import { makeProjector } from './projections.ts';

/** Inputs shorter than this are stored as they are. */
const COMPRESS_FROM = 4096;
/** As many candles as a session keeps of its history. */
const CACHED_CANDLES = 500;

export interface RunRow {
  readonly run_id: string;
  readonly kind: string;
  readonly status: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly stop_reason: StopReason | null;
  readonly recoveries: number;
  readonly engine_version: string;
  readonly setup: string;
  readonly launch: string;
  readonly anchor_seq: number;
  readonly anchor_hash: string;
}

export interface NewRun {
  readonly runId: string;
  readonly kind: 'session' | 'backtest';
  /** ISO. */
  readonly startedAt: string;
  readonly engineVersion: string;
  /** The setup that recomputes the run, and what it was launched with, both as JSON text. */
  readonly setup: string;
  readonly launch: string;
}

/** Halt and trip as the database keeps them. */
export interface SafetyRow {
  readonly halted_by: string | null;
  readonly halted_at: string | null;
  readonly tripped_reason: string | null;
  readonly tripped_at: string | null;
}

/** The one writer of a mode's database: the journal with its hash chain, recorded inputs, checkpoints and projections. */
export class JournalStore {
  readonly path: string;
  private readonly db: Sqlite;
  private lastSeq: number;
  private lastHash: string;

  constructor(db: Sqlite, path: string) {
    this.db = db;
    this.path = path;
    const last = db.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    this.lastSeq = last?.seq ?? 0;
    this.lastHash = last?.hash ?? GENESIS;
  }

  /** Hash of the newest row. */
  get headHash(): string {
    return this.lastHash;
  }

  /** Registers a run before its first event. */
  beginRun(run: NewRun): void {
    this.guarded(() =>
      this.db
        .prepare(
          `INSERT INTO runs (run_id, kind, status, started_at, engine_version, setup, launch, anchor_seq, anchor_hash)
           VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?)`,
        )
        .run(run.runId, run.kind, run.startedAt, run.engineVersion, run.setup, run.launch, this.lastSeq, this.lastHash),
    );
  }

  noteRecovery(runId: string): void {
    this.guarded(() => this.db.prepare('UPDATE runs SET recoveries = recoveries + 1 WHERE run_id = ?').run(runId));
  }

  endRun(runId: string, end: { readonly status: string; readonly reason: StopReason; readonly endedAt: string }): void {
    this.guarded(() =>
      this.db
        .prepare('UPDATE runs SET status = ?, stop_reason = ?, ended_at = ? WHERE run_id = ?')
        .run(end.status, end.reason, end.endedAt, runId),
    );
  }

  /** The run that no process finished, newest first, if any. */
  unfinishedRun(): RunRow | undefined {
    return this.db.prepare("SELECT * FROM runs WHERE status = 'running' ORDER BY rowid DESC LIMIT 1").get() as
      | RunRow
      | undefined;
  }

  /** The durable record of one run. */
  journalOf(runId: string): RunJournal {
    const { db } = this;
    const insert = db.prepare(
      'INSERT INTO journal (seq, run_id, ts, kind, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const insertInputs = db.prepare('INSERT INTO inputs (run_id, first, count, codec, data) VALUES (?, ?, ?, ?, ?)');
    const saveCheckpoint = db.prepare(
      `INSERT INTO checkpoints (run_id, inputs, state) VALUES (?, ?, ?)
       ON CONFLICT (run_id) DO UPDATE SET inputs = excluded.inputs, state = excluded.state`,
    );
    const insertMetrics = db.prepare('INSERT INTO metrics (run_id, first_input, count, rows) VALUES (?, ?, ?, ?)');
    const project = makeProjector(db);
    const write = db.transaction((batch: JournalBatch) => {
      let seq = this.lastSeq;
      let head = this.lastHash;
      for (const { event, line } of batch.events) {
        seq++;
        const row = { seq, run_id: runId, ts: event.timestamp, kind: event.event, payload: line };
        const hash = chainHash(head, row);
        insert.run(seq, runId, event.timestamp, event.event, line, head, hash);
        head = hash;
        project(runId, event, line);
      }
      if (batch.inputs.length > 0) {
        const text = batch.inputs.join('\n');
        const isLong = text.length >= COMPRESS_FROM;
        const data = isLong ? deflateRawSync(text, { level: 1 }) : Buffer.from(text);
        insertInputs.run(runId, batch.firstInput, batch.inputs.length, isLong ? 'deflate' : 'text', data);
      }
      if (batch.checkpoint !== null)
        saveCheckpoint.run(runId, batch.firstInput + batch.inputs.length, batch.checkpoint);
      if (batch.metrics.length > 0) {
        insertMetrics.run(runId, batch.firstInput, batch.metrics.length, JSON.stringify(batch.metrics));
      }
      return { seq, head };
    });
    return {
      append: (batch) => {
        const { seq, head } = this.guarded(() => write(batch));
        this.lastSeq = seq;
        this.lastHash = head;
      },
    };
  }

  /** Journals an event that belongs to the workspace and not to a run: a re-arm, a reset of a breaker or account. */
  appendWorkspaceEvent(ts: string, kind: string, fields: Readonly<Record<string, unknown>>): void {
    const seq = this.lastSeq + 1;
    const payload = JSON.stringify({ event: kind, timestamp: ts, ...fields });
    const hash = chainHash(this.lastHash, { seq, run_id: '', ts, kind, payload });
    this.guarded(() =>
      this.db
        .prepare('INSERT INTO journal (seq, run_id, ts, kind, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(seq, '', ts, kind, payload, this.lastHash, hash),
    );
    this.lastSeq = seq;
    this.lastHash = hash;
  }

  get safety(): SafetyRow {
    return this.db.prepare('SELECT halted_by, halted_at, tripped_reason, tripped_at FROM safety').get() as SafetyRow;
  }

  /** Keeps the first halt and the first trip; `null` lifts. */
  setHalt(by: string | null, at: string): void {
    const sql = 'UPDATE safety SET halted_by = ?, halted_at = ? WHERE ? IS NULL OR halted_by IS NULL';
    this.guarded(() => this.db.prepare(sql).run(by, by === null ? null : at, by));
  }

  setTrip(reason: string | null, at: string): void {
    const sql = 'UPDATE safety SET tripped_reason = ?, tripped_at = ? WHERE ? IS NULL OR tripped_reason IS NULL';
    this.guarded(() => this.db.prepare(sql).run(reason, reason === null ? null : at, reason));
  }

  /** The account that outlives runs, if it was ever set: decimal USDT, and the breaker's figures as JSON text. */
  get account(): { readonly equity: string; readonly state: string | null } | undefined {
    return this.db.prepare("SELECT equity, state FROM accounts WHERE name = 'main'").get() as
      | { equity: string; state: string | null }
      | undefined;
  }

  setAccount(equity: string, state: string | null, at: string): void {
    const sql = `INSERT INTO accounts (name, equity, state, updated_at) VALUES ('main', ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET equity = excluded.equity, state = excluded.state, updated_at = excluded.updated_at`;
    this.guarded(() => this.db.prepare(sql).run(equity, state, at));
  }

  /** Keeps candles of the live market for a start soon after; only the newest 500 stay. */
  cacheCandles(symbol: string, interval: string, candles: readonly Candle[]): void {
    const insert = this.db.prepare('INSERT OR REPLACE INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const trim = this.db.prepare(
      `DELETE FROM candles WHERE symbol = ? AND interval = ? AND open_time <= (
         SELECT open_time FROM candles WHERE symbol = ? AND interval = ? ORDER BY open_time DESC LIMIT 1 OFFSET ?)`,
    );
    const write = this.db.transaction(() => {
      for (const { openTime, open, high, low, close, volume } of candles)
        insert.run(symbol, interval, openTime, open, high, low, close, volume);
      trim.run(symbol, interval, symbol, interval, CACHED_CANDLES);
    });
    this.guarded(() => write());
  }

  /** The kept candles, oldest first. */
  cachedCandles(symbol: string, interval: string): Candle[] {
    return this.db
      .prepare(
        `SELECT open_time AS openTime, open, high, low, close, volume FROM candles
         WHERE symbol = ? AND interval = ? ORDER BY open_time`,
      )
      .all(symbol, interval) as Candle[];
  }

  /** Metrics rows of a run, in order; they are kept in the groups in which they were committed. */
  metricsOf(runId: string): MetricsRow[] {
    const groups = this.db
      .prepare('SELECT rows FROM metrics WHERE run_id = ? ORDER BY rowid')
      .pluck()
      .all(runId) as string[];
    return groups.flatMap((group) => JSON.parse(group) as MetricsRow[]);
  }

  /** Last checkpoint of a run, and the lines of the inputs recorded after it. */
  recoveryOf(runId: string): { readonly checkpoint: string | null; readonly inputs: readonly string[] } {
    const row = this.db.prepare('SELECT inputs, state FROM checkpoints WHERE run_id = ?').get(runId) as
      | { inputs: number; state: string }
      | undefined;
    const from = row?.inputs ?? 0;
    return { checkpoint: row?.state ?? null, inputs: [...readInputs(this.db, runId, from)] };
  }

  /** What is wrong with the hash chain of a run that has rows, or null. */
  auditOf(run: RunRow): string | null {
    const hasRows = this.db.prepare('SELECT 1 FROM journal WHERE run_id = ? LIMIT 1').get(run.run_id) !== undefined;
    return hasRows ? auditRun(this.db, run).finding : null;
  }

  /** What ledger, trades and journal say of a run's money and breaker. */
  ledgerOf(runId: string) {
    const column = (sql: string) => this.db.prepare(sql).pluck().all(runId) as string[];
    const one = (sql: string) => this.db.prepare(sql).pluck().get(runId) as string | number | null | undefined;
    return {
      amounts: column('SELECT amount FROM ledger WHERE run_id = ? ORDER BY seq'),
      results: column("SELECT json_extract(payload, '$.pnl') FROM trades WHERE run_id = ? ORDER BY trade_id"),
      hasTripped: one("SELECT 1 FROM journal WHERE run_id = ? AND kind = 'CIRCUIT_BREAKER_TRIPPED' LIMIT 1") === 1,
      highestEquity: (one(
        `SELECT json_extract(payload, '$.equity') AS equity FROM journal WHERE run_id = ? AND kind = 'DecisionMade'
         ORDER BY CAST(equity AS REAL) DESC LIMIT 1`,
      ) ?? null) as string | null,
    };
  }

  /** Folds the write-ahead log into the file now, so that what was committed before survives the loss of the log. */
  settle(): void {
    this.guarded(() => this.fold());
  }

  /** The lines of a run's events, in order. */
  *eventLines(runId: string): Iterable<string> {
    yield* readEventLines(this.db, runId);
  }

  /**
   * Forgets what finished runs need only to be recomputed or continued: inputs, checkpoints, metrics. Journal, ledger and
   * trades stay. Returns how many runs had recorded inputs.
   */
  pruneRuns(runIds: readonly string[]): number {
    const isFinished = this.db.prepare("SELECT 1 FROM runs WHERE run_id = ? AND status <> 'running'");
    const remove = ['inputs', 'checkpoints', 'metrics'].map((table) =>
      this.db.prepare(`DELETE FROM ${table} WHERE run_id = ?`),
    );
    const work = this.db.transaction(
      () =>
        runIds.filter((runId) => {
          if (isFinished.get(runId) === undefined) return false;
          const [inputs] = remove.map((statement) => statement.run(runId).changes);
          return (inputs ?? 0) > 0;
        }).length,
    );
    const pruned = this.guarded(() => work());
    if (pruned > 0) this.shrink();
    return pruned;
  }

  /** Gives freed pages back to the disk. Needs room for a copy; without it the pages are kept and used again. */
  private shrink(): void {
    try {
      this.db.exec('VACUUM');
      this.fold();
    } catch {
      // nothing is lost: the file stays as large as it was
    }
  }

  get sizeBytes(): number {
    return (
      Number(this.db.pragma('page_count', { simple: true })) * Number(this.db.pragma('page_size', { simple: true }))
    );
  }

  /** Folds the write-ahead log into the file. */
  private fold(): void {
    this.db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Folds the write-ahead log into the file if there is room, and closes it. What was committed stays either way. */
  close(): void {
    try {
      this.fold();
    } catch {
      // the log is folded at the next start
    }
    this.db.close();
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storageFailure(this.path, error);
    }
  }
}

/** Lines of the recorded inputs of a run from input number `from` on. */
export function* readInputs(db: Sqlite, runId: string, from = 0): Iterable<string> {
  const rows = db
    .prepare('SELECT first, count, codec, data FROM inputs WHERE run_id = ? AND first + count > ? ORDER BY first')
    .iterate(runId, from) as IterableIterator<{ first: number; count: number; codec: string; data: Buffer }>;
  for (const { first, codec, data } of rows) {
    const text = (codec === 'deflate' ? inflateRawSync(data) : data).toString('utf8');
    const lines = text.split('\n');
    yield* from > first ? lines.slice(from - first) : lines;
  }
}

/** Lines of the journaled events of a run, in order. */
export function* readEventLines(db: Sqlite, runId: string): Iterable<string> {
  const rows = db.prepare('SELECT payload FROM journal WHERE run_id = ? ORDER BY seq').pluck().iterate(runId);
  yield* rows as IterableIterator<string>;
}

/** Reads a journaled line. */
export function parseEventLine(line: string): SessionEvent {
  return JSON.parse(line) as SessionEvent;
}
