import { ROW_LENGTH } from './candle-row.ts';
import { RowBlock, readCandleRows } from './candle-rows.ts';
import type { CsvFile } from './csv-file.ts';

/** All rows of a file in memory, in order of time; rows of the same time keep the order of the file. */
export function loadSortedRows(file: CsvFile, onBytes: (bytes: Buffer) => void): RowBlock {
  const pieces: RowBlock[] = [];
  let count = 0;
  for (const block of readCandleRows(file, onBytes)) {
    const piece = new RowBlock(block.count);
    piece.add(block);
    pieces.push(piece);
    count += block.count;
  }
  const all = new RowBlock(count);
  for (const piece of pieces.splice(0)) all.add(piece);
  const time = (row: number) => all.values[row * ROW_LENGTH] ?? 0;
  const order = Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => time(a) - time(b) || a - b);
  const sorted = new RowBlock(count);
  for (const row of order) sorted.addRow(all, row);
  return sorted;
}
