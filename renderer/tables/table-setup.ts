import type { ColumnFiltersState, ColumnVisibilityState, SortingState } from '@tanstack/react-table';

/** How a person has set up one table: kept while another is looked at. */
export interface TableSetup {
  readonly sorting: SortingState;
  readonly columnFilters: ColumnFiltersState;
  readonly globalFilter: string;
  /** Columns are shown unless false stands here. */
  readonly columnVisibility: ColumnVisibilityState;
}

export const PLAIN_SETUP: TableSetup = { sorting: [], columnFilters: [], globalFilter: '', columnVisibility: {} };

export type SetSetup = (change: (setup: TableSetup) => TableSetup) => void;

export function isFiltered({ columnFilters, globalFilter }: TableSetup): boolean {
  return columnFilters.length > 0 || globalFilter.trim() !== '';
}

/** The value chosen for the filter of a column; empty for none. */
export function chosen({ columnFilters }: TableSetup, id: string): string {
  const value = columnFilters.find((filter) => filter.id === id)?.value;
  return typeof value === 'string' ? value : '';
}

export function withChoice(setup: TableSetup, id: string, value: string): TableSetup {
  const others = setup.columnFilters.filter((filter) => filter.id !== id);
  return { ...setup, columnFilters: value === '' ? others : [...others, { id, value }] };
}
