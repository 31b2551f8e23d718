import { PRINT_STYLE } from './print-style.ts';

/** Dense and calm: figures in even widths, teal and orange told apart by shape too, dark on request, light on paper. */
const SCREEN_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f5f6f7; --ink: #1d2329; --muted: #5c6670; --line: #d8dce0; --grid: #e9ecee;
  --up: #14708a; --down: #b3541e; --equity: #33475b; --under: #c9a58f; --mark: #1d2329; --alarm: #9c3d10; --unseen: #5c6670; --blocked: #8a6d1f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --panel: #1b2026; --ink: #d9dee3; --muted: #94a0ab; --line: #343c45; --grid: #242b32;
    --up: #4fb0c9; --down: #e2905a; --equity: #a9bacb; --under: #7b5a48; --mark: #e8ecf0; --alarm: #f0a36c; --unseen: #94a0ab; --blocked: #d8b75c;
  }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --panel: #f5f6f7; --ink: #111111; --muted: #4a535b; --line: #c4c9ce; --grid: #e4e7ea;
    --up: #14708a; --down: #b3541e; --equity: #33475b; --under: #c9a58f; --mark: #111111; --alarm: #9c3d10; --unseen: #4a535b; --blocked: #8a6d1f;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 13px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
body { max-width: 1180px; margin: 0 auto; padding: 20px 24px 48px; }
h1 { font-size: 21px; line-height: 1.2; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 14px; font-weight: 600; margin: 0 0 10px; padding-top: 8px; border-top: 1px solid var(--ink); }
h3 { font-size: 13px; font-weight: 600; margin: 20px 0 6px; }
h2 small, h3 small, summary small { font-weight: 400; color: var(--muted); margin-left: 4px; }
p { margin: 0 0 6px; }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: 2px; }
code { font: 12px/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
section, footer, .notes { margin-top: 30px; }
.fine { color: var(--muted); font-size: 11.5px; }
.none { color: var(--muted); }
.kind { color: var(--muted); margin: 0 0 2px; }
.verdict { margin: 12px 0 14px; padding: 7px 12px; background: var(--panel); border-left: 4px solid var(--up); }
.verdict.alarm { border-left: 4px double var(--alarm); }
.verdict.alarm strong { color: var(--alarm); }
.verdict span { color: var(--muted); margin-left: 8px; }
dl, dd { margin: 0; }
.replay { margin: -6px 0 14px; padding-left: 16px; }
.replay span { color: var(--muted); margin-left: 6px; }
.replay.same strong::before { content: "✓ "; }
.replay.differs strong { color: var(--alarm); }
.replay.differs strong::before { content: "≠ "; }
.commands { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin-bottom: 6px; }
.commands div { display: contents; }
footer .replay { margin: 0 0 6px; padding: 0; color: var(--ink); }
.difference dt { color: var(--muted); }
.difference dd { margin: 2px 0 8px; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: 3fr 2fr 2.4fr 1.4fr; gap: 8px 28px; }
.facts dt { color: var(--muted); font-size: 11.5px; }
.facts small { color: var(--muted); font-size: 0.8em; }
.facts.five { grid-template-columns: repeat(5, auto); justify-content: start; margin-bottom: 12px; }
.notes { padding: 0 12px 8px; border-left: 4px double var(--alarm); background: var(--panel); }
.notes h2 { border: 0; margin-bottom: 4px; }
.notes ul { margin: 0; padding-left: 18px; }
nav { margin-top: 16px; display: flex; flex-wrap: wrap; gap: 4px 16px; border-top: 1px solid var(--line); padding-top: 8px; }
nav a { color: var(--muted); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--ink); text-decoration: underline; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0 20px; }
.tiles div { border-bottom: 1px solid var(--line); padding: 7px 0 8px; }
.tiles dt { color: var(--muted); font-size: 12px; }
.tiles dd { font-size: 17px; line-height: 1.3; }
.tiles dd small { font-size: 11px; color: var(--muted); }
.tiles dd.fine { font-size: 11px; line-height: 1.35; }
.tiles dd.fine small { font-size: inherit; }
.tiles .gain { color: var(--up); font-weight: 600; }
.tiles .loss { color: var(--down); font-weight: 600; }
.tiles .gain small, .tiles .loss small { color: inherit; font-weight: 400; }
.tiles + .fine { margin-top: 8px; }
figure { margin: 0; }
figure + .wide { margin-top: 14px; }
.wide { overflow-x: auto; }
svg { display: block; width: 100%; height: auto; }
svg.market { min-width: 760px; }
svg text { font-size: 11px; fill: var(--muted); }
svg .name { fill: var(--ink); font-weight: 600; }
svg .twin { display: none; }
svg .mid { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .strong { fill: var(--ink); }
.grid { stroke: var(--grid); fill: none; }
.major { stroke: var(--line); }
.base { stroke: var(--muted); stroke-dasharray: 3 3; fill: none; }
.rise { stroke: var(--up); fill: var(--paper); stroke-width: 1; }
.fall { stroke: var(--down); fill: var(--down); stroke-width: 1; }
.quiet .rise, .quiet .fall { stroke: var(--muted); }
.quiet .fall { fill: var(--muted); }
.span { opacity: 0.13; }
.long { fill: var(--up); }
.short { fill: var(--down); }
.entry { stroke: var(--paper); stroke-width: 0.8; paint-order: stroke; }
.exit { stroke: var(--mark); stroke-width: 1.2; }
.small { stroke-width: 0.6; }
.entry.small { stroke: none; }
.exit.win { fill: var(--mark); }
.exit.loss { fill: var(--paper); }
.way { stroke: var(--mark); stroke-width: 0.8; stroke-dasharray: 2 2; fill: none; opacity: 0.7; }
.band { fill: var(--equity); opacity: 0.25; }
.line { stroke: var(--equity); stroke-width: 1.4; fill: none; stroke-linejoin: round; }
.under { fill: var(--under); stroke: var(--down); stroke-width: 0.8; }

.shade { fill: var(--unseen); opacity: 0.18; }
.cap { fill: var(--unseen); }
.blocked .shade { fill: var(--blocked); opacity: 0.1; }
.blocked .cap { fill: var(--blocked); }
.moment path { stroke: var(--alarm); stroke-width: 1.2; stroke-dasharray: 5 3; fill: none; }
.moment rect { fill: var(--alarm); }
svg .moment text { fill: var(--paper); font-weight: 600; }
.sign { display: inline-block; min-width: 14px; padding: 0 3px; text-align: center; line-height: 14px; background: var(--alarm); color: var(--paper); font-size: 11px; }
.tag { fill: var(--ink); }
svg .tagged { fill: var(--paper); }
.bar.win, rect.win { fill: var(--up); }
.bar.loss, rect.loss { fill: var(--down); }
rect.share { fill: var(--muted); }
.mean { stroke: var(--ink); stroke-width: 1.2; fill: none; }
.dot.win { fill: var(--up); }
.dot.loss { fill: none; stroke: var(--down); stroke-width: 1.1; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 6px; color: var(--muted); font-size: 11.5px; }
.legend svg { display: inline-block; width: auto; height: 13px; vertical-align: -2px; margin-right: 5px; }
.legend .base { stroke-dasharray: none; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 36px; align-items: start; }
table { border-collapse: collapse; width: 100%; font-size: 12px; line-height: 1.35; margin-bottom: 10px; }
th, thead td { text-align: left; font-weight: 400; color: var(--muted); vertical-align: bottom; border-bottom: 1px solid var(--ink); padding: 3px 12px 3px 0; }
tbody td, tfoot td { vertical-align: top; border-bottom: 1px solid var(--grid); padding: 2.5px 12px 2.5px 0; }
th:last-child, td:last-child { padding-right: 0; }
th.n, td.n { text-align: right; white-space: nowrap; }
td p, th p { margin: 0; white-space: nowrap; }
tfoot td { border-top: 1px solid var(--ink); border-bottom: 0; }
td i { display: inline-block; width: 4.9em; text-align: left; font-style: normal; }
td.f6 i { width: 3.9em; }
td.f2 i { width: 1.6em; }
td.f4 i { width: 2.8em; }
td.nowrap, .times td:first-child { white-space: nowrap; }
td i small, td small { font-size: 0.75em; color: var(--muted); }
td b { font-weight: 600; }
.tall { max-height: 74vh; overflow: auto; border-bottom: 1px solid var(--line); }
.tall table { margin-bottom: 0; border-collapse: separate; border-spacing: 0; }
.tall thead th, .tall thead td { position: sticky; top: 0; background: var(--paper); z-index: 1; }
.tall tbody tr { scroll-margin-top: 48px; }
.tall:focus-visible, a:focus-visible, summary:focus-visible, th button:focus-visible { outline: 2px solid var(--equity); outline-offset: 2px; }
.nowrap td, .nowrap th { white-space: nowrap; }
.falls, .spans, .sums, .periods { width: auto; }
.falls td, .falls th, .periods td, .periods th, .spans td, .spans th, .sums td, .sums th { padding-right: 22px; }
tbody tr:hover { background: var(--panel); }
tr:target { background: var(--panel); outline: 1px solid var(--muted); }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th button:hover, th button:focus-visible { color: var(--ink); text-decoration: underline; }
th button[data-direction="ascending"]::after { content: " ↑" / ""; }
th button[data-direction="descending"]::after { content: " ↓" / ""; }
.groups { width: auto; min-width: 100%; }
.groups th, .groups td { padding-right: 9px; }
.groups.narrow { min-width: 0; }
svg.bar { width: 48px; height: 10px; margin-top: 3px; }
.history td:not(:last-child) { white-space: nowrap; }
.history td:last-child { width: 62%; overflow-wrap: anywhere; }
details { margin-top: 10px; }
summary { cursor: pointer; font-weight: 600; }
details table { margin-top: 6px; }
.counts { columns: 4; column-gap: 36px; }
.counts div, .config dl div { display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--grid); break-inside: avoid; }
.counts dt, .config dt { color: var(--muted); }
.config { columns: 3; column-gap: 36px; }
.config details { margin: 0 0 8px; }
.config details details { margin: 4px 0 4px 14px; }
.config > details > dl, .config dl { margin-bottom: 4px; }
.config dd { text-align: right; overflow-wrap: anywhere; }
.config summary { break-after: avoid; }
.config details:not(:has(details)) { break-inside: avoid; }
.print { display: none; }
.hash { overflow-wrap: anywhere; }
footer { color: var(--muted); font-size: 12px; }
footer h2 { color: var(--ink); }
footer code { color: var(--ink); }
@media screen and (max-width: 900px) {
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .facts, .facts.five { grid-template-columns: repeat(2, auto); }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .market-frame { direction: rtl; } /* the newest candles and the labels of the axis come first into sight */
  .market-frame svg { direction: ltr; }
  svg .twin { display: inline; }
  .commands { grid-template-columns: minmax(0, 1fr); }
  .config, .counts { columns: 1; }
}
`;

/** Style of the page and of its print, the same for every run. */
export const PAGE_STYLE = SCREEN_STYLE + PRINT_STYLE;
