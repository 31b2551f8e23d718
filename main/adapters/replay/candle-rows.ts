import { parseTimestamp } from '../../../shared/time.ts';
import { isSoundRow, parseCandleLine, ROW_LENGTH, rowFault } from './candle-row.ts';
import { type CsvFile, type CsvWindow, lineAt } from './csv-file.ts';
import { isFault } from './csv-text.ts';
import { DecimalScanner } from './decimal-scanner.ts';

const BLOCK_ROWS = 4096;
const COMMA = 44;
/** Longer than any ISO time. */
const MAX_TIME_LENGTH = 40;

/** Rows as numbers: row i stands in `values` from i × ROW_LENGTH on, its line number in `lines[i]`. */
export class RowBlock {
  readonly values: Float64Array;
  readonly lines: Uint32Array;
  count = 0;

  constructor(capacity: number) {
    this.values = new Float64Array(capacity * ROW_LENGTH);
    this.lines = new Uint32Array(capacity);
  }

  get isFull(): boolean {
    return this.count === this.lines.length;
  }

  /** Copies all rows of another block behind the ones that are here. */
  add(other: RowBlock): void {
    this.values.set(other.values.subarray(0, other.count * ROW_LENGTH), this.count * ROW_LENGTH);
    this.lines.set(other.lines.subarray(0, other.count), this.count);
    this.count += other.count;
  }

  /** Copies one row of another block. */
  addRow(other: RowBlock, row: number): void {
    const from = row * ROW_LENGTH;
    const to = this.count * ROW_LENGTH;
    for (let i = 0; i < ROW_LENGTH; i++) this.values[to + i] = other.values[from + i] ?? 0;
    this.lines[this.count++] = other.lines[row] ?? 0;
  }
}

/** The rows of a candle file in file order, each checked on its own. The block is reused: take what you need before the next. */
export function* readCandleRows(file: CsvFile, onBytes?: (bytes: Buffer) => void): Generator<RowBlock> {
  const block = new RowBlock(BLOCK_ROWS);
  const reader = new RowReader(file, block);
  for (const window of file.windows(onBytes)) {
    reader.enter(window);
    while (!reader.fill()) {
      yield block;
      block.count = 0;
    }
  }
  if (block.count > 0) yield block;
  else if (!reader.hasRows) {
    throw file.fileFailure(reader.hasHeader ? 'has a header but no rows' : 'is empty');
  }
}

/** Turns windows into rows: digit by digit where a line is plain, as text where it is not. */
class RowReader {
  hasRows = false;
  hasHeader = false;
  private readonly file: CsvFile;
  private readonly block: RowBlock;
  private readonly scanner = new DecimalScanner();
  private window: CsvWindow | undefined;
  private line = 0;

  constructor(file: CsvFile, block: RowBlock) {
    this.file = file;
    this.block = block;
  }

  enter(window: CsvWindow): void {
    this.window = window;
    this.scanner.bytes = window.bytes;
    this.scanner.position = window.start;
  }

  /** Fills the block with rows of the window. False when the block is full before the window is read. */
  fill(): boolean {
    const { block, scanner } = this;
    const end = this.window?.end ?? 0;
    while (scanner.position < end) {
      if (block.isFull) return false;
      this.line++;
      const at = block.count * ROW_LENGTH;
      if (!this.readPlainRow(at) && !this.readDatedRow(at) && !this.readTextRow(at)) continue;
      if (!isSoundRow(block.values, at)) throw this.file.lineFailure(this.line, rowFault(block.values, at));
      block.lines[block.count++] = this.line;
      this.hasRows = true;
    }
    return true;
  }

  /** Reads a row of plain decimals. False, with the position as before, when the line is anything else. */
  private readPlainRow(at: number): boolean {
    const { scanner } = this;
    const { values } = this.block;
    const start = scanner.position;
    if (scanner.readToLineEnd(values, at, ROW_LENGTH)) {
      const time = parseTimestamp(values[at]);
      if (time !== undefined) {
        values[at] = time;
        return true;
      }
    }
    scanner.position = start;
    return false;
  }

  /** Reads a row whose time is written out and whose prices are plain decimals; else like `readPlainRow`. */
  private readDatedRow(at: number): boolean {
    const { scanner, block, window } = this;
    if (window === undefined) return false;
    const start = scanner.position;
    const length = window.bytes.subarray(start, start + MAX_TIME_LENGTH).indexOf(COMMA);
    if (length <= 0) return false;
    const comma = start + length;
    const text = window.bytes.toString('latin1', start, comma);
    const time = text.includes('\n') ? undefined : parseTimestamp(text);
    scanner.position = comma + 1;
    if (time !== undefined && scanner.readToLineEnd(block.values, at + 1, ROW_LENGTH - 1)) {
      block.values[at] = time;
      return true;
    }
    scanner.position = start;
    return false;
  }

  /** Reads a line as text. False when it is empty or the header. */
  private readTextRow(at: number): boolean {
    const { scanner, block, window } = this;
    if (window === undefined) return false;
    const { text, next } = lineAt(window.bytes, scanner.position);
    scanner.position = next;
    if (text.trim() === '') return false;
    const row = parseCandleLine(text, !this.hasRows && !this.hasHeader);
    if (row === undefined) {
      this.hasHeader = true;
      return false;
    }
    if (isFault(row)) throw this.file.lineFailure(this.line, row.fault);
    block.values.set(row, at);
    return true;
  }
}
