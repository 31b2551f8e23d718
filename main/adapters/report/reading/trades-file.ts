import { parseMoney } from '../../../../shared/money.ts';
import { parseTimestamp } from '../../../../shared/time.ts';
import type { EventDigest } from './event-digest.ts';
import { type Fields, listOf, textOf } from './fields.ts';
import { forEachLine } from './line-reader.ts';

const COLUMNS = [
  'trade_id',
  'side',
  'qty',
  'entry_ts',
  'entry_price',
  'exit_ts',
  'exit_price',
  'exit_reason',
  'gross_pnl',
  'fees',
  'funding',
  'pnl',
  'r_multiple',
  'bars_open',
  'setup',
] as const;
type Column = (typeof COLUMNS)[number];

/** A round trip: the texts of its row as they stand in the file, and what the page works with. */
export interface TradeRow extends Readonly<Record<Column, string>> {
  /** ms UTC. */
  readonly entryAt: number;
  readonly exitAt: number;
  /** Net PnL in units of 1e-8 USDT. */
  readonly pnlUnits: number;
  readonly r: number;
  /** Money at risk at the entry, USDT; NaN when the initial stop is not known. For drawing only. */
  readonly risk: number;
  /** From the events: largest move against and in favour, USDT; '' when unknown. */
  readonly mae: string;
  readonly mfe: string;
  readonly tags: readonly string[];
}

export interface TradesFile {
  readonly trades: readonly TradeRow[];
  readonly damagedRows: number;
  readonly isWhole: boolean;
}

/** Reads `trades.csv` and adds what only the exit events know. Columns are found by name. Throws what the file system throws. */
export async function readTrades(path: string, events: EventDigest): Promise<TradesFile> {
  const extras = extrasOf(events);
  const trades: TradeRow[] = [];
  let header: string[] | undefined;
  let damagedRows = 0;
  const { isWhole } = await forEachLine(path, (buffer, start, end) => {
    const cells = buffer.toString('utf8', start, end).split(',');
    if (header === undefined) {
      header = cells;
      return;
    }
    const names = header;
    const row = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
    const trade = cells.length === names.length ? tradeRow(row, extras) : undefined;
    if (trade === undefined) damagedRows++;
    else trades.push(trade);
  });
  return { trades, damagedRows, isWhole };
}

/** The rows that `trades.csv` should have, from the exit events. */
export function tradesOfExits(events: EventDigest): TradeRow[] {
  const extras = extrasOf(events);
  const rows = events.exits.map((exit) => {
    const named: Readonly<Record<string, string>> = {
      exit_price: textOf(exit, 'price'),
      exit_reason: textOf(exit, 'reason'),
    };
    return tradeRow(
      Object.fromEntries(COLUMNS.map((column) => [column, named[column] ?? textOf(exit, column)])),
      extras,
    );
  });
  return rows.filter((row) => row !== undefined);
}

interface Extras {
  readonly exits: ReadonlyMap<string, Fields>;
  readonly stops: ReadonlyMap<string, string>;
}

function extrasOf({ exits, stops }: EventDigest): Extras {
  return { exits: new Map(exits.map((exit) => [textOf(exit, 'trade_id'), exit])), stops };
}

function tradeRow(row: Readonly<Record<string, string>>, extras: Extras): TradeRow | undefined {
  const texts = Object.fromEntries(COLUMNS.map((column) => [column, row[column] ?? ''])) as Record<Column, string>;
  const entryAt = parseTimestamp(texts.entry_ts);
  const exitAt = parseTimestamp(texts.exit_ts);
  const pnlUnits = parseMoney(texts.pnl);
  if (entryAt === undefined || exitAt === undefined || pnlUnits === undefined) return undefined;
  const exit = extras.exits.get(texts.trade_id) ?? {};
  const stop = extras.stops.get(texts.trade_id);
  const risk = Math.abs(Number(texts.entry_price) - Number(stop)) * Number(texts.qty);
  const told = { mae: textOf(exit, 'mae'), mfe: textOf(exit, 'mfe'), tags: listOf(exit, 'tags').map(String) };
  return { ...texts, entryAt, exitAt, pnlUnits, r: finite(Number(texts.r_multiple)), risk, ...told };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
