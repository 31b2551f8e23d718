import { Columns3 } from 'lucide-react';
import { useId, useState } from 'react';
import { RECORDS_TEXT } from '../text/records.ts';
import type { RecordItem, RecordKind } from './record-kind.ts';
import type { SetSetup, TableSetup } from './table-setup.ts';

interface ColumnsMenuProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  readonly setup: TableSetup;
  readonly setSetup: SetSetup;
}

interface Place {
  readonly right: number;
  readonly bottom: number;
}

/** Which columns are shown. The first stays: it carries the button for details. */
export function ColumnsMenu<Item extends RecordItem>({ kind, setup, setSetup }: ColumnsMenuProps<Item>) {
  const id = useId();
  const [place, setPlace] = useState<Place>({ right: 0, bottom: 0 });
  const show = (column: string, isShown: boolean) =>
    setSetup((now) => ({ ...now, columnVisibility: { ...now.columnVisibility, [column]: isShown } }));
  return (
    <>
      <button
        type="button"
        className="quiet tool"
        aria-label={RECORDS_TEXT.toolbar.columns}
        title={RECORDS_TEXT.toolbar.columns}
        popoverTarget={id}
        onClick={({ currentTarget }) => {
          const { right, top } = currentTarget.getBoundingClientRect();
          setPlace({ right: innerWidth - right, bottom: innerHeight - top });
        }}
      >
        <Columns3 size="1.08rem" strokeWidth={1.75} aria-hidden="true" />
      </button>
      <fieldset id={id} popover="auto" className="columns-menu" style={place}>
        <legend>{RECORDS_TEXT.toolbar.columns}</legend>
        {kind.columns.slice(1).map((column) => (
          <label key={column.id}>
            <input
              type="checkbox"
              checked={setup.columnVisibility[column.id] !== false}
              onChange={({ target }) => show(column.id, target.checked)}
            />
            {column.heading}
          </label>
        ))}
      </fieldset>
    </>
  );
}
