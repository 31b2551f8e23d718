import type { ReactNode } from 'react';
import type { RecordsTab } from '../store/desk.ts';
import type { CandleScale } from './candle-moment.ts';

/** Anything that has a row: `seq` is its name within the run. */
export interface RecordItem {
  readonly seq: number;
}

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** A choice in the toolbar that leaves only some rows. */
export interface QuickFilter<Item> {
  /** Reads when nothing is chosen, such as "All sides". */
  readonly all: string;
  /** Stands over the options where they need it to be understood. */
  readonly group?: string;
  options(items: readonly Item[]): readonly FilterOption[];
  matches(item: Item, value: string): boolean;
}

export interface RecordColumn<Item> {
  readonly id: string;
  readonly heading: string;
  /** Says more about the heading than its few words. */
  readonly hint?: string | undefined;
  /** Least width in rem. What is left goes to columns without one, or to all in proportion. */
  readonly width?: number;
  /** Figures stand at the right and are sorted from the largest down. */
  readonly isFigure?: true;
  sortKey(item: Item): string | number | undefined;
  /** What stands in the cell, as text: it is searched and copied. */
  text(item: Item): string;
  /** What is drawn where that is more than the text. */
  draw?(item: Item): ReactNode;
  look?(item: Item): string;
  title?(item: Item): string;
  readonly filter?: QuickFilter<Item>;
  /** The moment that this cell tells of, where it is not the first of the row. */
  moment?(item: Item, scale: CandleScale): number | undefined;
}

/** All that the shared table must know of trades, decisions or events. The first column carries the button for details. */
export interface RecordKind<Item extends RecordItem> {
  readonly tab: RecordsTab;
  readonly columns: readonly RecordColumn<Item>[];
  /** Read when there is nothing at all. */
  readonly none: string;
  /** Names the row where its details are opened. */
  name(item: Item): string;
  detail(item: Item): ReactNode;
  look?(item: Item): string;
  /** Open times (ms) of the candles that the row belongs to, without repetition. */
  moments(item: Item, scale: CandleScale): readonly number[];
  /** The rows as a CSV file; they come oldest first. */
  csv(items: readonly Item[]): string;
  /** Whether picking a row opens its details. */
  readonly opensWhenPicked: boolean;
}
