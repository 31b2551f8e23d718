import { momentOf } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { MARK_WORDS, SPAN_WORDS } from '../markup/incident-words.ts';
import type { IncidentMark, IncidentSpan } from '../reading/incidents.ts';
import type { Frame } from './panel.ts';
import { type Scale, xy } from './scale.ts';

/** Entries were blocked; in the other spans the market was not seen. Told apart by height as well as by colour. */
const BLOCKED: ReadonlySet<IncidentSpan['kind']> = new Set(['paused', 'error_breaker']);
const CAP = 4;
const MIN_WIDTH = 1.5;

/** Spans as shade over a panel with a cap at its top; at the foot those in which entries were blocked. */
export function incidentShade(spans: readonly IncidentSpan[], frame: Frame, time: Scale): Html {
  return html`${spans.map((span) => {
    const x = Math.max(frame.left, time.at(span.from));
    const end = span.to === null ? frame.right : Math.min(frame.right, time.at(span.to));
    if (x > frame.right || end < frame.left) return null;
    const at = xy(Math.min(x, frame.right - MIN_WIDTH));
    const width = xy(Math.max(MIN_WIDTH, end - x));
    const isBlocked = BLOCKED.has(span.kind);
    const name = isBlocked ? 'blocked' : 'unseen';
    const cap = isBlocked ? frame.bottom - CAP : frame.top;
    return html`<g class="${name}"><title>${spanTitle(span)}</title><rect class="shade" x="${at}" y="${frame.top}" width="${width}" height="${frame.bottom - frame.top}"/><rect class="cap" x="${at}" y="${cap}" width="${width}" height="${CAP}"/></g>`;
  })}`;
}

/** Moments as lines through all panels with their sign above; signs that would lie on each other are drawn once. */
export function incidentLines(marks: readonly IncidentMark[], frame: Frame, time: Scale): Html {
  const drawn = new Set<string>();
  return html`${marks.map((mark) => {
    const x = Math.max(frame.left + 7, Math.min(frame.right - 7, time.at(mark.at)));
    const { sign, name } = MARK_WORDS[mark.kind];
    const place = `${sign}${Math.round(x / 6)}`;
    if (drawn.has(place)) return null;
    const others = [...drawn].filter((other) => other.slice(1) === place.slice(1)).length;
    drawn.add(place);
    const left = xy(x - 7 - 15 * others);
    return html`<g class="moment"><title>${name}, ${momentOf(mark.at)}</title><path d="M${xy(x)} ${frame.top}V${frame.bottom}"/><rect x="${left}" y="${frame.top - 15}" width="14" height="15"/><text class="mid" x="${xy(Number(left) + 7)}" y="${frame.top - 4}">${sign}</text></g>`;
  })}`;
}

function spanTitle({ kind, from, to }: IncidentSpan): string {
  const { name, means } = SPAN_WORDS[kind];
  return `${name}: ${means}; ${momentOf(from)} to ${to === null ? 'the end' : momentOf(to)}`;
}

/** Signs and shades that a chart has, in words. */
export function incidentLegend(spans: readonly IncidentSpan[], marks: readonly IncidentMark[]): Html {
  const kinds = [...new Set(spans.map(({ kind }) => kind))];
  const names = (isBlocked: boolean) =>
    kinds
      .filter((kind) => BLOCKED.has(kind) === isBlocked)
      .map((kind) => SPAN_WORDS[kind].name)
      .join(', ');
  const shade = (name: string, words: string, cap: number) =>
    words === ''
      ? null
      : html`<span><svg class="${name}" viewBox="0 0 14 14"><rect class="shade" width="14" height="14"/><rect class="cap" y="${cap}" width="14" height="3"/></svg>${words}</span>`;
  const signs = [...new Set(marks.map(({ kind }) => kind))].map((kind) => {
    const { sign, name } = MARK_WORDS[kind];
    return html`<span><b class="sign">${sign}</b> ${name}</span>`;
  });
  return html`${shade('unseen', names(false), 0)}${shade('blocked', names(true), 11)}${signs}`;
}
