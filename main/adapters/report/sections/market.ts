import { incidentLegend } from '../charts/incident-marks.ts';
import { MANY_TRADES, marketFigure } from '../charts/market-figure.ts';
import { lengthWords } from '../charts/time-axis.ts';
import { MAX_LINKED, MAX_MARKED } from '../charts/trade-marks.ts';
import { type Html, html } from '../markup/html.ts';
import type { RunRecord } from '../reading/run-record.ts';

/** Price, equity and drawdown on one time axis, with the legend in words and shapes. */
export function marketSection(record: RunRecord): Html {
  const drawn = marketFigure(record);
  if (drawn === null) {
    return html`<section id="market"><h2>Market and equity</h2><p class="none">There are no candles and no equity in this folder to draw.</p></section>`;
  }
  const { stepMs } = record.events.candles;
  const { barMs } = drawn;
  const bar =
    barMs === null
      ? ''
      : `One candle is ${lengthWords(barMs)}${barMs > stepMs ? ` (of ${lengthWords(stepMs)} candles)` : ''}; times are UTC.`;
  const count = record.trades.length;
  const marks =
    count > MAX_MARKED
      ? ` ${count} trades are too many to mark one by one: the ribbon tells when a position was open.`
      : count > 0 && count <= MAX_LINKED
        ? ' A mark leads to its trade in the table.'
        : '';
  return html`<section id="market" class="whole"><h2>Market and equity</h2><figure><div class="wide market-frame">${drawn.figure}</div>
<figcaption class="legend">${candleLegend(record.trades.length > MANY_TRADES)}${LEGEND}${incidentLegend(drawn.spans, drawn.marks)} <span>${bar}${marks}</span></figcaption></figure></section>`;
}

function candleLegend(isQuiet: boolean): Html {
  const shape = 'M7 1V4M7 10V13M4 4h6v6h-6z';
  return html`<span class="${isQuiet ? 'quiet' : ''}"><svg viewBox="0 0 14 14"><path class="rise" d="${shape}"/></svg>up</span>
<span class="${isQuiet ? 'quiet' : ''}"><svg viewBox="0 0 14 14"><path class="fall" d="${shape}"/></svg>down</span>`;
}

const LEGEND = html`<span><svg viewBox="0 0 14 14"><path class="entry long" d="M7 2l5 9h-10z"/></svg>long entry</span>
<span><svg viewBox="0 0 14 14"><path class="entry short" d="M7 12l5 -9h-10z"/></svg>short entry</span>
<span><svg viewBox="0 0 14 14"><circle class="exit win" cx="7" cy="7" r="4"/></svg>exit with a win</span>
<span><svg viewBox="0 0 14 14"><circle class="exit loss" cx="7" cy="7" r="4"/></svg>exit with a loss</span>
<span><svg viewBox="0 0 22 14"><path class="ribbon long" d="M0 4h10v6h-10z"/><path class="ribbon short" d="M12 4h10v6h-10z"/></svg>position long, short</span>`;
