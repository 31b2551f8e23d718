import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatScaled } from '../../../../shared/decimal.ts';
import { Failure } from '../../../../shared/failure.ts';
import type { FinalReport } from '../../../../shared/final-report.ts';
import { MONEY_DECIMALS, parseMoney } from '../../../../shared/money.ts';
import type { ReplayVerdict } from '../../../../shared/replay-verdict.ts';
import { parseTimestamp } from '../../../../shared/time.ts';
import { orderedParts } from '../archive/event-parts.ts';
import { EquityCurve } from './equity-curve.ts';
import { EventDigest } from './event-digest.ts';
import { asFields, type Fields, parseFields, textOf } from './fields.ts';
import { parseFinalReport } from './final-report-file.ts';
import { forEachLine } from './line-reader.ts';
import { type MetricsFile, noHostMetrics, readMetrics } from './metrics-file.ts';
import { readTrades, type TradeRow, tradesOfExits } from './trades-file.ts';
import { readVerdict } from './verdict-file.ts';

/** Everything the page shows, as far as the folder has it. */
export interface RunRecord {
  readonly runId: string;
  readonly report: FinalReport | null;
  readonly events: EventDigest;
  readonly trades: readonly TradeRow[];
  readonly curve: EquityCurve;
  readonly metrics: MetricsFile;
  /** `config.json`, or null. */
  readonly config: Fields | null;
  /** What the last `la replay --verify` of this run found, or null when none is recorded. */
  readonly verdict: ReplayVerdict | null;
  /** What is missing, cut short or does not add up: one sentence each. */
  readonly notes: readonly string[];
}

/** Reads a run folder. Whatever is missing or damaged becomes a note; throws Failure('not_found') only for the folder itself. */
export async function readRunRecord(runDir: string): Promise<RunRecord> {
  const names = await listFolder(runDir);
  const notes: string[] = [];
  const report = await readFinalReport(runDir, notes);
  const config = await readConfig(runDir, notes);

  const starting = report === null ? null : (parseMoney(report.starting_equity) ?? null);
  const startAt = report?.market_from == null ? null : (parseTimestamp(report.market_from) ?? null);
  const marks = new EquityCurve(starting, startAt);
  const events = new EventDigest((ts, equity) => marks.add(ts, equity));
  await readEvents(runDir, names, events, notes);
  const trades = await readTradeRows(runDir, events, notes);

  // metrics rows of a simulated session carry session time: they stand in only when no decision tells equity
  const rows = new EquityCurve(starting, startAt);
  const metrics = await readMetricsRows(runDir, rows, notes);
  const curve = marks.equity.count > 0 ? marks : rows;
  if (report?.market_to != null) curve.add(parseTimestamp(report.market_to) ?? Number.NaN, report.ending_equity);

  if (report !== null) notes.push(...disagreements(report, trades));
  const verdict = await readVerdict(runDir, notes);
  const runId = report?.run_id || (config === null ? '' : textOf(config, 'run_id')) || basename(runDir);
  return { runId, report, events, trades, curve, metrics, config, verdict, notes };
}

/** Where two files tell different things about the same trades. */
function disagreements(report: FinalReport, trades: readonly TradeRow[]): string[] {
  if (report.trades !== trades.length) {
    return [`final_report.json counts ${report.trades} trades, trades.csv has ${trades.length}.`];
  }
  const sum = formatScaled(
    trades.reduce((total, trade) => total + BigInt(trade.pnlUnits), 0n),
    MONEY_DECIMALS,
  );
  return sum === report.net_pnl ? [] : [`The trades add up to ${sum} USDT, final_report.json says ${report.net_pnl}.`];
}

async function listFolder(runDir: string): Promise<string[]> {
  try {
    return await readdir(runDir);
  } catch {
    const isThere = await stat(runDir).then(
      () => true,
      () => false,
    );
    const what = isThere ? 'is not a readable folder' : 'does not exist';
    throw new Failure('not_found', `the run folder ${runDir} ${what}; give a run id, a run folder or latest`);
  }
}

async function readEvents(
  runDir: string,
  names: readonly string[],
  digest: EventDigest,
  notes: string[],
): Promise<void> {
  const parts = orderedParts(names).filter((name) => name !== 'events.jsonl');
  for (const [index, part] of parts.entries()) {
    if (part !== `events.${index + 1}.jsonl`) {
      notes.push(`events.${index + 1}.jsonl is missing: what happened in it is not shown.`);
      break;
    }
  }
  for (const name of [...parts, 'events.jsonl']) {
    const before = digest.damagedLines;
    const onLine = (buffer: Buffer, start: number, end: number) => digest.line(buffer, start, end);
    const file = await orNote(name, forEachLine(join(runDir, name), onLine), notes);
    const damaged = digest.damagedLines - before;
    if (file?.isWhole === false) notes.push(`${name} is cut short: its last line has no end.`);
    if (damaged > 0 && !(damaged === 1 && file?.isWhole === false)) {
      notes.push(`${name} has ${damaged} unreadable ${damaged === 1 ? 'line' : 'lines'}, passed over here.`);
    }
  }
}

async function readTradeRows(runDir: string, events: EventDigest, notes: string[]): Promise<readonly TradeRow[]> {
  const file = await orNote('trades.csv', readTrades(join(runDir, 'trades.csv'), events), notes);
  if (file === undefined) {
    const trades = tradesOfExits(events);
    if (trades.length > 0) notes.push('The trades shown are taken from the exits in events.jsonl.');
    return trades;
  }
  if (!file.isWhole) notes.push('trades.csv is cut short: its last row has no end.');
  if (file.damagedRows > 0) notes.push(`trades.csv has ${file.damagedRows} unreadable rows, passed over here.`);
  return file.trades;
}

async function readMetricsRows(runDir: string, curve: EquityCurve, notes: string[]): Promise<MetricsFile> {
  const path = join(runDir, 'metrics.csv');
  const file = await orNote(
    'metrics.csv',
    readMetrics(path, (ts, equity) => curve.add(ts, equity)),
    notes,
  );
  if (file?.isWhole === false) notes.push('metrics.csv is cut short: its last row has no end.');
  return file ?? { rows: 0, host: noHostMetrics(), deepestPct: 0, isWhole: true };
}

async function readFinalReport(runDir: string, notes: string[]): Promise<FinalReport | null> {
  const json = await orNote('final_report.json', readFile(join(runDir, 'final_report.json'), 'utf8'), notes);
  if (json === undefined) return null;
  const report = parseFinalReport(json);
  if (typeof report !== 'string') return report;
  notes.push(`final_report.json ${report}.`);
  return null;
}

async function readConfig(runDir: string, notes: string[]): Promise<Fields | null> {
  const json = await orNote('config.json', readFile(join(runDir, 'config.json'), 'utf8'), notes);
  if (json === undefined) return null;
  const config = parseFields(json);
  if (config === undefined) notes.push('config.json is not whole JSON (cut short?).');
  return config ?? null;
}

/** A file that cannot be read is a note, not an error. */
async function orNote<T>(name: string, reading: Promise<T>, notes: string[]): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const code = textOf(asFields(error), 'code');
    notes.push(code === 'ENOENT' ? `${name} is missing.` : `${name} cannot be read (${code || String(error)}).`);
    return undefined;
  }
}
