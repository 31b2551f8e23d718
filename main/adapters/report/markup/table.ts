import { type Html, type HtmlValue, html } from './html.ts';

/** A column; a cell may hold several lines, each under its line of the heading. */
export interface Column<T> {
  readonly head: string | readonly string[];
  /** Decimals keep their points in one line with room for 8, 6, 4 or 2 places. */
  readonly kind: 'text' | 'number' | 'number f6' | 'number f4' | 'number f2';
  cell(row: T): HtmlValue | readonly HtmlValue[];
}

export interface TableOptions<T> {
  /** `sortable` tables get buttons in their headings where scripts run. */
  readonly className?: string;
  rowId?(row: T): string;
  /** Name of the table for those who reach it by keyboard when it is so long that it scrolls in itself. */
  readonly label?: string;
  /** Cells of a last row of sums. */
  readonly foot?: readonly HtmlValue[];
}

/** A table; end tags that HTML lets one leave out are left out, as a report has thousands of cells. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[], options: TableOptions<T> = {}): Html {
  const head = columns.map(({ head: lines, kind }) =>
    lines === '' ? html`<td>` : html`<th scope="col"${CLASSES[kind]}>${stacked(lines)}`,
  );
  const body = rows.map((row) => {
    const id = options.rowId === undefined ? null : html` id="${options.rowId(row)}"`;
    return html`<tr${id}>${columns.map((column) => html`<td${CLASSES[column.kind]}>${stacked(column.cell(row))}`)}`;
  });
  const foot =
    options.foot === undefined
      ? null
      : html`<tfoot><tr>${options.foot.map((cell, index) => html`<td${CLASSES[columns[index]?.kind ?? 'text']}>${cell}`)}</tfoot>`;
  const isLong = rows.length > MAX_PRINTED;
  const note = isLong
    ? html`<p class="fine print">The last ${MAX_PRINTED} of ${rows.length} rows; the page on a screen has them all.</p>`
    : null;
  const className = `${options.className ?? ''}${isLong ? ' long' : ''}`;
  const frame =
    rows.length > MAX_FLAT
      ? html`wide tall" role="region" tabindex="0" aria-label="${options.label ?? 'Table'}`
      : html`wide`;
  return html`${note}<div class="${frame}"><table class="${className}"><thead><tr>${head}</thead><tbody>${body}</tbody>${foot}</table></div>`;
}

const CLASSES = {
  text: null,
  number: html` class=n`,
  'number f6': html` class="n f6"`,
  'number f4': html` class="n f4"`,
  'number f2': html` class="n f2"`,
} as const;

/** Longer tables scroll in a frame of their own on a screen, or they would push everything else away. */
const MAX_FLAT = 60;
/** Longer tables are printed from this many rows before their end on. */
const MAX_PRINTED = 300;

function stacked(lines: HtmlValue | readonly HtmlValue[]): HtmlValue {
  return Array.isArray(lines) ? lines.map((line) => html`<p>${line}`) : lines;
}
