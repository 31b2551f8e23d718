import { type ReactNode, useState } from 'react';
import { TEXT } from '../text.ts';

const FIRST = 60;
const MORE = 200;

/** The newest of a list, newest first, as rows; older ones come when asked for, so that a long list stays fast. */
export function Newest<Item>({
  items,
  columns,
  row,
}: {
  readonly items: readonly Item[];
  readonly columns: number;
  readonly row: (item: Item) => ReactNode;
}) {
  const [shown, setShown] = useState(FIRST);
  const rows: ReactNode[] = [];
  for (let index = items.length - 1; index >= 0 && rows.length < shown; index--) rows.push(row(items[index] as Item));
  const left = items.length - rows.length;
  return (
    <tbody>
      {rows}
      {left > 0 && (
        <tr>
          <td colSpan={columns}>
            <button type="button" className="quiet" onClick={() => setShown(shown + MORE)}>
              {TEXT.buttons.older(Math.min(MORE, left))}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
