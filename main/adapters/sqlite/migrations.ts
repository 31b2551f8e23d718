/** Versioned, forward-only. A shipped migration is never changed: add a new one. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    ts TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  );
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    stop_reason TEXT,
    recoveries INTEGER NOT NULL DEFAULT 0,
    engine_version TEXT NOT NULL,
    setup TEXT NOT NULL,
    launch TEXT NOT NULL,
    anchor_seq INTEGER NOT NULL,
    anchor_hash TEXT NOT NULL
  );
  CREATE TABLE inputs (
    run_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    codec TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (run_id, first)
  ) WITHOUT ROWID;
  CREATE TABLE checkpoints (
    run_id TEXT PRIMARY KEY,
    inputs INTEGER NOT NULL,
    state TEXT NOT NULL
  );
  CREATE TABLE orders (
    run_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    status TEXT NOT NULL,
    side TEXT NOT NULL,
    qty TEXT NOT NULL,
    price TEXT NOT NULL,
    ts TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (run_id, order_id)
  ) WITHOUT ROWID;
  CREATE TABLE ledger (
    run_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount TEXT NOT NULL,
    ts TEXT NOT NULL,
    PRIMARY KEY (run_id, seq, kind)
  ) WITHOUT ROWID;
  CREATE TABLE trades (
    run_id TEXT NOT NULL,
    trade_id INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (run_id, trade_id)
  ) WITHOUT ROWID;
  CREATE TABLE metrics (
    run_id TEXT NOT NULL,
    first_input INTEGER NOT NULL,
    count INTEGER NOT NULL,
    rows TEXT NOT NULL
  );
  CREATE INDEX metrics_by_run ON metrics (run_id);
  CREATE TABLE safety (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    halted_by TEXT,
    halted_at TEXT,
    tripped_reason TEXT,
    tripped_at TEXT
  );
  INSERT INTO safety (id) VALUES (1);
  CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    equity TEXT NOT NULL,
    state TEXT,
    updated_at TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE candles (
    symbol TEXT NOT NULL,
    interval TEXT NOT NULL,
    open_time INTEGER NOT NULL,
    open REAL NOT NULL,
    high REAL NOT NULL,
    low REAL NOT NULL,
    close REAL NOT NULL,
    volume REAL NOT NULL,
    PRIMARY KEY (symbol, interval, open_time)
  ) WITHOUT ROWID;
  `,
];
