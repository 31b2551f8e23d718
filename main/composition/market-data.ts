import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { type Interval, intervalMs } from '../../shared/interval.ts';
import type { Candle } from '../../shared/market.ts';
import { toIso } from '../../shared/time.ts';
import { openCandleCsv } from '../adapters/replay/candle-csv.ts';
import { openCandleEvents } from '../adapters/replay/candle-events.ts';
import { CandleReplaySource } from '../adapters/replay/candle-replay-source.ts';
import { cutToSpan, type TimeSpan } from '../adapters/replay/candle-span.ts';
import { type FundingRate, readFundingCsv } from '../adapters/replay/funding-csv.ts';
import { type RecordedMarketInput, RecordedSource } from '../adapters/replay/recorded-source.ts';
import { readInputs } from '../adapters/sqlite/journal-store.ts';
import { openReadOnly } from '../adapters/sqlite/open-database.ts';
import type { MarketSource } from '../session/ports.ts';
import { decodeInput } from '../session/session-input.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { eventFilesOf } from './event-files.ts';
import { findRun, folderOf } from './find-run.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/** Market data of a simulated source, opened and checked, ready to play. */
export interface MarketData {
  readonly interval: Interval;
  readonly hasQuotes: boolean;
  readonly firstTime: number;
  /** Market time of its last candle's close, or of its last quote. */
  readonly lastTime: number;
  readonly funding: 'none' | 'file';
  readonly data: NonNullable<SessionSetup['data']>;
  readonly missingCandles: number;
  /** Sentences for the user: holes, dropped duplicates. */
  readonly notes: readonly string[];
  makeSource(): MarketSource;
}

/** Opens what `--replay` or `--data` names: a CSV, an `events.jsonl`, or a run of this workspace. Throws Failure('bad_data'). */
export function openMarketData(
  what: string,
  options: {
    readonly paths: WorkspacePaths;
    readonly cwd: string;
    readonly interval: Interval | null;
    readonly fundingFile: string | null;
    /** Only this part of the candles; null or left out: all. */
    readonly span?: TimeSpan | null;
  },
): MarketData {
  const { span = null } = options;
  const path = resolve(options.cwd, what);
  if (!existsSync(path) || statSync(path).isDirectory()) {
    // neither a run id nor `latest` has one of these in it
    if (!existsSync(path) && /[./\\]/.test(what))
      throw new Failure(
        'bad_data',
        `${what}: there is no such file; give a CSV ts_ms,open,high,low,close,volume, an events.jsonl or a run`,
      );
    return openRun(what, { ...options, span });
  }
  const funding = options.fundingFile === null ? [] : readFundingCsv(resolve(options.cwd, options.fundingFile));
  const rates = { funding, hasFunding: options.fundingFile !== null };
  if (looksLikeEvents(path)) return candles(openCandleEvents(wholeEvents(path)), path, { ...rates, span });
  const file = openCandleCsv(path, options.interval === null ? {} : { interval: options.interval });
  return candles(file, path, { ...rates, span });
}

interface CandleData {
  readonly interval: Interval;
  readonly rows: number;
  readonly sha256: string;
  readonly firstOpenTime: number;
  readonly lastOpenTime: number;
  readonly duplicates: number;
  readonly holes: {
    readonly count: number;
    readonly missing: number;
    readonly first: { readonly openTime: number } | null;
  };
  batches(after?: number): Iterable<readonly Candle[]>;
}

function candles(
  whole: CandleData,
  path: string,
  {
    funding,
    hasFunding,
    span,
  }: { readonly funding: readonly FundingRate[]; readonly hasFunding: boolean; readonly span: TimeSpan | null },
): MarketData {
  const part = { name: basename(path), stepMs: intervalMs(whole.interval) };
  const file: CandleData = span === null ? whole : { ...whole, ...cutToSpan(whole, span, part) };
  const notes: string[] = [];
  if (file.duplicates > 0) notes.push(`${basename(path)}: ${file.duplicates} identical duplicate rows dropped`);
  if (file.holes.count > 0) {
    const first = file.holes.first === null ? '' : `, the first at ${toIso(file.holes.first.openTime)}`;
    notes.push(
      `${basename(path)}: ${file.holes.missing} candles missing in ${file.holes.count} holes${first}; passed over`,
    );
  }
  return {
    interval: file.interval,
    hasQuotes: false,
    firstTime: file.firstOpenTime,
    lastTime: file.lastOpenTime + part.stepMs,
    funding: hasFunding ? 'file' : 'none',
    data: { file: basename(path), sha256: file.sha256, rows: file.rows, ...recordedSpan(span) },
    missingCandles: file.holes.missing,
    notes,
    makeSource: () =>
      new CandleReplaySource({
        batches: (after) => file.batches(after),
        stepMs: intervalMs(file.interval),
        firstOpenTime: file.firstOpenTime,
        funding,
      }),
  };
}

function recordedSpan(span: TimeSpan | null): Pick<MarketData['data'], 'span'> {
  if (span === null) return {};
  const iso = (ms: number | null) => (ms === null ? null : toIso(ms));
  return { span: { from: iso(span.fromMs), to: iso(span.toMs) } };
}

/** All parts of the events of a run. Throws Failure('bad_data') when one is missing: the market would begin or go on elsewhere. */
function wholeEvents(path: string): readonly string[] {
  const files = eventFilesOf(path);
  const gap = files.slice(0, -1).findIndex((file, index) => basename(file) !== `events.${index + 1}.jsonl`);
  if (gap === -1) return files;
  throw new Failure('bad_data', `${path}: events.${gap + 1}.jsonl is missing beside it, which comes before`);
}

function looksLikeEvents(path: string): boolean {
  return /\.jsonl$/i.test(path);
}

/** A run of the workspace: its recorded inputs when it was journaled, else its events. */
function openRun(
  run: string,
  options: {
    readonly paths: WorkspacePaths;
    readonly cwd: string;
    readonly fundingFile: string | null;
    readonly span: TimeSpan | null;
  },
): MarketData {
  const found = findRun(run, options.paths, options.cwd);
  const recorded = found.database === null ? undefined : openRecorded(found.database, found.runId);
  if (recorded !== undefined && options.span !== null) {
    throw new Failure(
      'bad_flag',
      `run ${found.runId} is replayed as a whole; a span needs a CSV file or an events.jsonl`,
    );
  }
  if (recorded !== undefined) return recorded;
  const events = join(folderOf(found), 'events.jsonl');
  if (!existsSync(events))
    throw new Failure('bad_data', `run ${found.runId} has neither recorded inputs nor an events.jsonl to replay`);
  const funding = options.fundingFile === null ? [] : readFundingCsv(resolve(options.cwd, options.fundingFile));
  return candles(openCandleEvents(wholeEvents(events)), events, {
    funding,
    hasFunding: options.fundingFile !== null,
    span: options.span,
  });
}

function openRecorded(database: string, runId: string): MarketData | undefined {
  const db = openReadOnly(database);
  const row = db.prepare('SELECT setup FROM runs WHERE run_id = ?').pluck().get(runId) as string | undefined;
  if (row === undefined) {
    db.close();
    return undefined;
  }
  const setup = JSON.parse(row) as SessionSetup;
  const inputs = [...marketInputs(readInputs(db, runId))];
  db.close();
  const first = inputs[0];
  if (first === undefined) return undefined;
  return {
    interval: setup.interval,
    hasQuotes: setup.hasQuotes,
    firstTime: first.at,
    lastTime: inputs.at(-1)?.at ?? first.at,
    funding: setup.funding === 'none' ? 'none' : 'file',
    data: { file: runId, sha256: setup.configHash, rows: inputs.length },
    missingCandles: 0,
    notes: [],
    makeSource: () => new RecordedSource((skip) => inputs.slice(skip)[Symbol.iterator]()),
  };
}

function* marketInputs(lines: Iterable<string>): Iterable<RecordedMarketInput> {
  for (const line of lines) {
    const input = decodeInput(line);
    if (input.kind === 'candle' || input.kind === 'quote' || input.kind === 'funding') yield input;
  }
}
