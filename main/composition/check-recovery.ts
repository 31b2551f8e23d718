import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { addMoney, formatMoney, type Money, parseMoney, ZERO_MONEY } from '../../shared/money.ts';
import type { JournalStore, RunRow } from '../adapters/sqlite/journal-store.ts';
import type { SessionCore } from '../session/session-core.ts';
import { eventFilesOf } from './event-files.ts';

/**
 * Compares the state that a run is continued from with what its journal, ledger and trades say, and with what was already
 * told. Returns the first contradiction as a sentence, or null. Nothing is continued on a contradiction: it halts.
 */
export function contradictionOf(
  run: RunRow,
  parts: { readonly store: JournalStore; readonly core: SessionCore; readonly eventsFile: string },
): string | null {
  const { store, core, eventsFile } = parts;
  const broken = store.auditOf(run);
  if (broken !== null) return `its journal is damaged: ${broken}`;
  const told = lastToldSeq(eventsFile);
  if (told > core.seq) return `its journal ends at event ${core.seq}, but event ${told} was already told`;
  return ledgerContradiction(core, store.ledgerOf(run.run_id));
}

/** What the ledger and the trades of a run say of its money and its breaker. */
export interface LedgerFigures {
  /** Amounts of every posting, decimal USDT. */
  readonly amounts: readonly string[];
  /** Net result of each trade, in order, decimal USDT. */
  readonly results: readonly string[];
  readonly hasTripped: boolean;
  /** Highest equity that a decision was made with, decimal USDT, or null. */
  readonly highestEquity: string | null;
}

/** The breaker derived anew: balance, losing streak, trip and the least the peak can be. */
export function ledgerContradiction(core: SessionCore, figures: LedgerFigures): string | null {
  const { setup, engine } = core;
  const { breaker, ledger } = engine;
  const balance = figures.amounts.map(money).reduce(addMoney, money(setup.startingEquity));
  if (balance !== ledger.balance)
    return `its equity is ${formatMoney(ledger.balance)}, but its ledger adds up to ${formatMoney(balance)}`;
  const { streak: opening } = setup.openingBreaker ?? { streak: 0 };
  const streak = figures.results.reduce((row, result) => (money(result) < 0 ? row + 1 : 0), opening);
  const { losing_streak } = breaker.figures;
  if (streak !== losing_streak)
    return `its breaker counts ${losing_streak} losing trades in a row, but its trades say ${streak}`;
  if (figures.hasTripped !== breaker.isTripped)
    return `its breaker says ${breaker.isTripped ? 'tripped' : 'not tripped'}, but its journal says otherwise`;
  const highest = figures.highestEquity === null ? ZERO_MONEY : money(figures.highestEquity);
  if (highest > breaker.peakEquity)
    return `its breaker knows a peak of ${formatMoney(breaker.peakEquity)}, but its equity was ${formatMoney(highest)}`;
  return null;
}

function money(text: string): Money {
  const parsed = parseMoney(text);
  if (parsed === undefined)
    throw new Failure('storage', `the ledger holds ${JSON.stringify(text)}, which is no amount`);
  return parsed;
}

/** Keeps events that tell more than the journal holds, before they are written anew: as `events.told.jsonl`, or its parts. */
export function keepTold(eventsFile: string, journaledSeq: number): void {
  for (const file of eventFilesOf(eventsFile)) {
    const told = basename(file).replace(/^events\./, 'events.told.');
    if (lastSeqIn(file) > journaledSeq) renameSync(file, join(dirname(file), told));
  }
}

/** Number of the newest whole event that was told; 0 when there is none. A part that has just begun may still be empty. */
export function lastToldSeq(eventsFile: string): number {
  return Math.max(...eventFilesOf(eventsFile).slice(-2).map(lastSeqIn));
}

const TAIL_BYTES = 65_536;

function lastSeqIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { size } = statSync(path);
  const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
  const file = openSync(path, 'r');
  try {
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
  } finally {
    closeSync(file);
  }
  const seqs = buffer
    .toString('utf8')
    .split('\n')
    .map((line) => Number(/^\{"event":"\w+","timestamp":"[^"]+","seq":(\d+),.*\}$/.exec(line)?.[1] ?? 0));
  return Math.max(0, ...seqs);
}
