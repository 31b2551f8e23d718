import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Condition } from '../../shared/conditions.ts';
import type { Bar } from '../../shared/session-view.ts';
import { averageNames } from '../chart/average-lines.ts';
import { arrow, price, quantity, signed, tone, UNKNOWN, withUnit } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { decisionAt, decisionWords } from '../store/decision-at.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';
import { chartText } from '../text/chart.ts';
import { TEXT } from '../text/page.ts';

export interface LegendHandle {
  show(bar: Bar | null, before: Bar | null, isHovered: boolean): void;
}

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
const AVERAGES = [0, 1, 2, 3, 4] as const;

/** Figures of the candle under the crosshair, else of the last one; written straight to the page, many times a second. */
export function ChartLegend({
  ref,
  areAveragesShown,
}: {
  readonly ref: Ref<LegendHandle>;
  readonly areAveragesShown: boolean;
}) {
  const { store } = useAccess();
  const root = useRef<HTMLDivElement>(null);
  const symbol = useWorkstation((state) => state.session?.symbol);
  const interval = useWorkstation((state) => state.session?.interval);
  useImperativeHandle(ref, () => ({
    show: (bar, before, isHovered) => {
      if (root.current === null) return;
      const texts = legendTexts(bar, before, isHovered ? store.getState() : null);
      const change = changeOf(bar, before);
      for (const field of root.current.querySelectorAll<HTMLElement>('[data-field]')) {
        const text = texts[field.dataset.field ?? ''] ?? '';
        if (field.textContent !== text) field.textContent = text;
        if (field.dataset.field === 'change') field.className = `legend-change ${tone(change)}`;
      }
    },
  }));
  return (
    <div className="legend" ref={root}>
      <div className="legend-row">
        {symbol !== undefined && (
          <strong className="legend-symbol">
            {symbol} {interval}
          </strong>
        )}
        <span data-field="time" className="legend-time" />
        {FIELDS.map((field) => (
          <span key={field} className="legend-pair">
            <span className="legend-name">{TEXT.chart[field]}</span>
            <span data-field={field} className={`legend-value ${field}`} />
          </span>
        ))}
        <span data-field="change" className="legend-change" />
      </div>
      <div className={areAveragesShown ? 'legend-row' : 'legend-row covered'}>
        {AVERAGES.map((index) => (
          <span key={index} className={`legend-pair average-${index + 1}`}>
            <span data-field={`average-name-${index}`} className="legend-average" />
            <span data-field={`average-${index}`} className="legend-value" />
          </span>
        ))}
      </div>
      <div className="legend-row legend-words" data-field="words" />
    </div>
  );
}

function legendTexts(
  bar: Bar | null,
  before: Bar | null,
  hovered: WorkstationState | null,
): Readonly<Record<string, string>> {
  const change = changeOf(bar, before);
  const texts: Record<string, string> = {
    time: bar === null ? UNKNOWN : `${minuteTime(bar.t)} ${TEXT.utc}`,
    open: price(bar?.o),
    high: price(bar?.h),
    low: price(bar?.l),
    close: price(bar?.c),
    // 0 stands for not known: an open candle may have none yet
    volume: quantity(bar?.v || undefined),
    change: bar === null ? '' : `${arrow(change)} ${withUnit(signed(change), '%')}`,
    words: bar === null || hovered === null ? '' : wordsAt(bar.t, hovered),
  };
  // an open candle has no averages yet: those of the one before stand
  const averages = bar?.a ?? before?.a ?? null;
  for (const [index, name] of averageNames(averages).entries()) {
    texts[`average-name-${index}`] = name.toUpperCase().replace(/(\d)/, ' $1');
    texts[`average-${index}`] = price(averages?.[name]?.toFixed(1));
  }
  return texts;
}

/** What was decided on a candle, and under which conditions, in words. */
function wordsAt(moment: number, { view }: WorkstationState): string {
  const decision = decisionAt(view.decisions, moment);
  const conditions = view.conditions.filter((condition) => covers(condition, moment));
  return [
    ...(decision === undefined ? [] : [decisionWords(decision)]),
    ...conditions.map(({ kind }) => chartText.condition[kind] ?? kind),
  ].join(' · ');
}

function covers({ after, until }: Condition, moment: number): boolean {
  return moment > (after ?? Number.NEGATIVE_INFINITY) && moment <= (until ?? Number.POSITIVE_INFINITY);
}

function changeOf(bar: Bar | null, before: Bar | null): number | undefined {
  if (bar === null) return undefined;
  const from = before?.c ?? bar.o;
  return from === 0 ? 0 : ((bar.c - from) / from) * 100;
}
