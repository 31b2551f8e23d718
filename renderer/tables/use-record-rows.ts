import {
  type ColumnDef,
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  functionalUpdate,
  globalFilteringFeature,
  type ReactTable,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';
import type { SetSetup, TableSetup } from './table-setup.ts';

const FEATURES = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

type Features = typeof FEATURES;

export interface RecordRows<Item extends RecordItem> {
  readonly table: ReactTable<Features, Item>;
  /** What is left by the filters, in the order of the sort; newest first without one. */
  readonly items: readonly Item[];
  /** Those that are shown. */
  readonly columns: readonly RecordColumn<Item>[];
}

/** The items filtered and sorted as a person has set the table up. `newestFirst` must keep its identity while it is the same. */
export function useRecordRows<Item extends RecordItem>(
  kind: RecordKind<Item>,
  newestFirst: readonly Item[],
  [setup, setSetup]: readonly [TableSetup, SetSetup],
): RecordRows<Item> {
  const definitions = useMemo(() => kind.columns.map((column) => definition(column)), [kind]);
  const search = useMemo(() => searchIn(kind.columns), [kind]);
  const table = useTable<Features, Item>({
    features: FEATURES,
    columns: definitions,
    data: newestFirst,
    state: setup,
    getRowId: ({ seq }) => String(seq),
    globalFilterFn: (row, _columnId, text: string) => search(row.original).includes(text.trim().toLowerCase()),
    // one look at a row covers all its columns
    getColumnCanGlobalFilter: (column) => column.id === kind.columns[0]?.id,
    enableMultiSort: false,
    onSortingChange: (change) => setSetup((now) => ({ ...now, sorting: functionalUpdate(change, now.sorting) })),
    onColumnFiltersChange: (change) =>
      setSetup((now) => ({ ...now, columnFilters: functionalUpdate(change, now.columnFilters) })),
    onColumnVisibilityChange: (change) =>
      setSetup((now) => ({ ...now, columnVisibility: functionalUpdate(change, now.columnVisibility) })),
    onGlobalFilterChange: (change) =>
      setSetup((now) => ({ ...now, globalFilter: functionalUpdate(change, now.globalFilter) })),
  });
  const model = table.getRowModel();
  const items = useMemo(() => model.rows.map((row) => row.original), [model]);
  const visible = table.getVisibleLeafColumns();
  const columns = useMemo(
    () => kind.columns.filter(({ id }) => visible.some((column) => column.id === id)),
    [kind, visible],
  );
  return { table, items, columns };
}

function definition<Item extends RecordItem>(column: RecordColumn<Item>): ColumnDef<Features, Item> {
  const { id, heading, filter, isFigure } = column;
  return {
    id,
    header: heading,
    accessorFn: (item) => column.sortKey(item),
    sortFn: (a, b) => compare(column.sortKey(a.original), column.sortKey(b.original)),
    sortDescFirst: isFigure === true,
    sortUndefined: 'last',
    filterFn: (row, _columnId, value: string) => filter?.matches(row.original, value) ?? true,
  };
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b || a === undefined || b === undefined) return 0;
  return a < b ? -1 : 1;
}

/** The text of a row in small letters, made once for each. */
function searchIn<Item extends RecordItem>(columns: readonly RecordColumn<Item>[]): (item: Item) => string {
  const known = new WeakMap<Item, string>();
  return (item) => {
    let text = known.get(item);
    if (text === undefined) {
      text = columns
        .map((column) => column.text(item))
        .join(' ')
        .toLowerCase();
      known.set(item, text);
    }
    return text;
  };
}
