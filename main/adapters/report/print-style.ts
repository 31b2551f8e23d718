/** The sheets: A4 upright, with the run and the number of the sheet on each. */
export function sheetStyle(title: string): string {
  return `
@page {
  size: A4 portrait; margin: 16mm 12mm 14mm;
  @top-left { content: "${cssText(title)}"; font: 8px system-ui, sans-serif; color: #4a535b; }
  @top-right { content: "Laptop Agents"; font: 8px system-ui, sans-serif; color: #4a535b; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8px system-ui, sans-serif; color: #4a535b; }
}
`;
}

/** On paper: light, and no table that runs off the sheet. */
export const PRINT_STYLE = `
@media print {
  html { font-size: 10px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  .wide, .tall { overflow: visible; max-height: none; border: 0; }
  section, footer { margin-top: 13px; }
  h1 { font-size: 17px; }
  h2 { font-size: 12px; margin-bottom: 6px; padding-top: 5px; }
  h3 { font-size: 10.5px; margin: 10px 0 4px; }
  .verdict { margin: 8px 0 10px; }
  h2, h3, summary { break-after: avoid; }
  tr, figure, .tiles div, .notes, footer { break-inside: avoid; }
  .whole { break-inside: avoid; }
  svg.market { min-width: 0; }
  svg text { font-size: 12px; }
  .facts { gap: 6px 16px; }
  .tiles { gap: 0 12px; }
  .tiles div { padding: 4px 0 5px; }
  .tiles dd { font-size: 12px; }
  .tiles dt { font-size: 9px; }
  .tiles dd.fine, .tiles dd small, .facts dt, .fine, .legend { font-size: 8px; }
  .pair { gap: 10px 18px; }
  .groups th, .groups td { padding-right: 5px; }
  .groups .bar { width: 24px; }
  thead { display: table-header-group; break-inside: avoid; }
  .tall thead th, .tall thead td { position: static; }
  tfoot { display: table-row-group; }
  table { font-size: 9px; }
  th, thead td, tbody td, tfoot td { padding-right: 7px; }
  .groups { font-size: 8px; }
  .pair .groups th, .pair .groups td { padding-right: 3px; }
  .trades, .decided { font-size: 8.4px; }
  .trades td, .trades th, .decided td, .decided th { padding-right: 5px; }
  .falls, .spans, .sums, .periods { width: 100%; }
  .config, .counts { columns: 3; column-gap: 18px; font-size: 8.5px; }
  code { font-size: 9px; }
  th button { display: contents; } /* a heading with a box of its own is not repeated on each sheet */
  details:not([open]) { display: none; }
  .print { display: block; }
  .long tbody tr:nth-last-child(n + 301) { display: none; }
}
`;

/** Text inside quotes of a style sheet: whatever could end them, or the style element, is left out. */
function cssText(text: string): string {
  return text.replaceAll(/[^\w .:-]/g, '');
}
