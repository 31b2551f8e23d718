import { type Html, type HtmlValue, html } from './html.ts';

/** A column; a cell may hold several lines, each under its line of the heading. */
export interface Column<T> {
  readonly head: string | readonly string[];
  readonly kind: 'text' | 'number';
  cell(row: T): HtmlValue | readonly HtmlValue[];
}

export interface TableOptions<T> {
  /** `sortable` tables get buttons in their headings where scripts run. */
  readonly className?: string;
  rowId?(row: T): string;
  /** Cells of a last row of sums. */
  readonly foot?: readonly HtmlValue[];
}

/** A table; end tags that HTML lets one leave out are left out, as a report has thousands of cells. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[], options: TableOptions<T> = {}): Html {
  const head = columns.map(({ head: lines, kind }) => html`<th scope="col"${kindClass(kind)}>${stacked(lines)}`);
  const body = rows.map((row) => {
    const id = options.rowId === undefined ? null : html` id="${options.rowId(row)}"`;
    return html`<tr${id}>${columns.map((column) => html`<td${kindClass(column.kind)}>${stacked(column.cell(row))}`)}`;
  });
  const foot =
    options.foot === undefined
      ? null
      : html`<tfoot><tr>${options.foot.map((cell, index) => html`<td${kindClass(columns[index]?.kind)}>${cell}`)}</tfoot>`;
  return html`<div class="wide"><table class="${options.className ?? ''}"><thead><tr>${head}</thead><tbody>${body}</tbody>${foot}</table></div>`;
}

const NUMBER = html` class=n`;

function kindClass(kind: 'text' | 'number' | undefined): Html | null {
  return kind === 'number' ? NUMBER : null;
}

function stacked(lines: HtmlValue | readonly HtmlValue[]): HtmlValue {
  return Array.isArray(lines) ? lines.map((line) => html`<p>${line}`) : lines;
}
