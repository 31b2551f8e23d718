import { type Html, html } from '../markup/html.ts';
import type { Bar } from '../reading/candle-store.ts';
import { type Scale, xy } from './scale.ts';

/** Candles as two paths: rising ones hollow, falling ones filled, so that colour is not needed to tell them apart. */
export function candleMarks(bars: readonly Bar[], lengthMs: number, time: Scale, price: Scale): Html {
  const pitch = time.at(lengthMs) - time.at(0);
  const half = Math.min(5, Math.max(0.4, pitch * 0.34));
  let rising = '';
  let falling = '';
  for (const bar of bars) {
    const x = time.at(bar.ts + lengthMs / 2);
    const top = price.at(Math.max(bar.open, bar.close));
    const bottom = price.at(Math.min(bar.open, bar.close));
    const body = `M${xy(x - half)} ${xy(top)}h${xy(2 * half)}v${xy(Math.max(0.5, bottom - top))}h${xy(-2 * half)}z`;
    const upper = `M${xy(x)} ${xy(price.at(bar.high))}V${xy(top)}`;
    const lower = `M${xy(x)} ${xy(bottom)}V${xy(price.at(bar.low))}`;
    if (bar.close >= bar.open) rising += upper + lower + body;
    else falling += upper + lower + body;
  }
  return html`<path class="rise" d="${rising}"/><path class="fall" d="${falling}"/>`;
}
