/** Sorts tables by their headings and lets the keyboard reach what scrolls. Without it the page is whole, in the order of time. */
export const PAGE_SCRIPT = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const text = (row, column, line) => {
    const cell = row.cells[column];
    return ((cell.children.length > line && cell.children[line].tagName === 'P' ? cell.children[line] : cell).textContent || '').trim();
  };
  const sort = (heading, button, column, line) => {
    const direction = button.dataset.direction === 'ascending' ? -1 : 1;
    for (const other of table.querySelectorAll('button')) delete other.dataset.direction;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    button.dataset.direction = direction === 1 ? 'ascending' : 'descending';
    heading.setAttribute('aria-sort', button.dataset.direction);
    const rows = [...body.rows].map((row) => {
      const key = text(row, column, line);
      return { row, key, number: /^-?\\d+(\\.\\d+)?$/.test(key) ? Number(key) : NaN };
    });
    rows.sort((a, b) => {
      const isBoth = !Number.isNaN(a.number) && !Number.isNaN(b.number);
      return direction * (isBoth ? a.number - b.number : a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
    });
    body.append(...rows.map(({ row }) => row));
  };
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const lines = heading.children.length > 0 ? [...heading.children] : [heading];
    lines.forEach((line, index) => {
      if (line.textContent === '') return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...line.childNodes);
      button.addEventListener('click', () => sort(heading, button, column, index));
      line.append(button);
    });
  });
}
const reach = () => {
  for (const frame of document.querySelectorAll('.wide:not([role])')) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute('tabindex');
  }
};
reach();
addEventListener('resize', reach);
for (const part of document.querySelectorAll('details')) part.addEventListener('toggle', reach);
`;
