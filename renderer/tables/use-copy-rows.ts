import type { ClipboardEvent } from 'react';
import { useAccess } from '../store/workstation-context.tsx';
import { RECORDS_TEXT } from '../text/records.ts';
import { useCandleScale } from './candle-moment.ts';
import { tabSeparated } from './copying.ts';
import type { RecordItem, RecordKind } from './record-kind.ts';
import type { RecordRows } from './use-record-rows.ts';

/** Ctrl+C in a table: the marked rows when the focus is on one of them, else the row with the focus. Selected text goes first. */
export function useCopyRows<Item extends RecordItem>(
  kind: RecordKind<Item>,
  { items, columns }: RecordRows<Item>,
  focused: number | null,
): (event: ClipboardEvent) => void {
  const { desk, ui } = useAccess();
  const scale = useCandleScale();
  return (event) => {
    const item = items.find(({ seq }) => seq === focused);
    if (item === undefined || document.getSelection()?.isCollapsed === false) return;
    const { moment } = desk.getState();
    const isMarked = (row: Item) => moment !== null && kind.moments(row, scale).includes(moment);
    const rows = isMarked(item) ? items.filter(isMarked) : [item];
    event.clipboardData.setData('text/plain', tabSeparated(columns, rows));
    event.preventDefault();
    ui.setState({ announcement: RECORDS_TEXT.toolbar.copied(rows.length) });
  };
}
