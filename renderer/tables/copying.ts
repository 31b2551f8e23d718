import type { RecordColumn } from './record-kind.ts';

/** Rows as tab-separated text, as spreadsheets paste it; values hold neither tabs nor line ends. */
export function tabSeparated<Item>(columns: readonly RecordColumn<Item>[], items: readonly Item[]): string {
  return items.map((item) => columns.map((column) => plain(column.text(item))).join('\t')).join('\n');
}

export function headings<Item>(columns: readonly RecordColumn<Item>[]): string {
  return columns.map(({ heading }) => heading).join('\t');
}

function plain(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

/** Puts text on the clipboard; where the page may not, by way of a copy event. False when neither is allowed. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

/** `execCommand` is old, but the only way without the permission. */
function copyByEvent(text: string): boolean {
  let isCopied = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopPropagation();
    isCopied = event.clipboardData !== null;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  try {
    return document.execCommand('copy') && isCopied;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
  }
}
