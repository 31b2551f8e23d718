import { type Html, html } from '../markup/html.ts';
import { niceTicks, type Scale, tickLabel, xy } from './scale.ts';
import type { TimeTick } from './time-axis.ts';

/** The area of a chart inside its labels, in units of the drawing. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Horizontal lines with their labels to the right, where charts of prices have them. No label is put at height `avoid`. */
export function valueGrid(
  frame: Frame,
  scale: Scale,
  options: { readonly count: number; readonly avoid?: number },
): Html {
  const { ticks, step } = niceTicks(scale.from, scale.to, options.count);
  const inside = ticks.filter((tick) => scale.at(tick) <= frame.bottom + 0.5 && scale.at(tick) >= frame.top - 0.5);
  const labelled = inside.filter(
    (tick) => options.avoid === undefined || Math.abs(scale.at(tick) - options.avoid) > 16,
  );
  const path = inside.map((tick) => `M${frame.left} ${xy(scale.at(tick))}H${frame.right}`).join('');
  return html`<path class="grid" d="${path}"/>${labelled.map(
    (tick) => html`<text x="${frame.right + 6}" y="${xy(scale.at(tick) + 3.5)}">${tickLabel(tick, step)}</text>`,
  )}`;
}

/** Vertical lines; days among hours and months among days are stronger. */
export function timeGrid(frame: Frame, scale: Scale, ticks: readonly TimeTick[]): Html {
  const lines = (isMajor: boolean) =>
    ticks
      .filter((tick) => tick.isMajor === isMajor)
      .map((tick) => `M${xy(scale.at(tick.ts))} ${frame.top}V${frame.bottom}`)
      .join('');
  return html`<path class="grid" d="${lines(false)}"/><path class="grid major" d="${lines(true)}"/>`;
}

/** Labels under a time axis; one that would be cut off at an end is left out. */
export function timeLabels(frame: Frame, scale: Scale, ticks: readonly TimeTick[], y: number): Html {
  const inside = ticks.filter(({ ts }) => scale.at(ts) >= frame.left + 14 && scale.at(ts) <= frame.right - 10);
  return html`${inside.map(
    ({ ts, label, isMajor }) =>
      html`<text class="${isMajor ? 'mid strong' : 'mid'}" x="${xy(scale.at(ts))}" y="${y}">${label}</text>`,
  )}`;
}

/** An SVG drawing that scales with the page. `label` tells it to those who cannot see it; a `group` may hold links. */
export function drawing(
  [width, height]: readonly [number, number],
  label: string,
  content: Html,
  role: 'img' | 'group' = 'img',
): Html {
  return html`<svg class="${role === 'group' ? 'market' : ''}" viewBox="0 0 ${width} ${height}" role="${role}" aria-label="${label}">${content}</svg>`;
}
