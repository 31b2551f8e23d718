import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Bar } from '../../shared/session-view.ts';
import { arrow, price, quantity, signed, tone, UNKNOWN, withUnit } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text.ts';

export interface LegendHandle {
  show(bar: Bar | null, before: Bar | null): void;
}

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Figures of the candle under the crosshair, else of the last one; written straight to the page, many times a second. */
export function ChartLegend({ ref }: { readonly ref: Ref<LegendHandle> }) {
  const root = useRef<HTMLDivElement>(null);
  const symbol = useWorkstation((state) => state.session?.symbol);
  const interval = useWorkstation((state) => state.session?.interval);
  useImperativeHandle(ref, () => ({
    show: (bar, before) => {
      if (root.current === null) return;
      const change = bar === null ? undefined : percent(bar.c, before?.c ?? bar.o);
      const texts: Readonly<Record<string, string>> = {
        time: bar === null ? UNKNOWN : `${minuteTime(bar.t)} ${TEXT.utc}`,
        open: price(bar?.o),
        high: price(bar?.h),
        low: price(bar?.l),
        close: price(bar?.c),
        // 0 stands for not known: an open candle has none yet
        volume: quantity(bar?.v || undefined),
        change: bar === null ? '' : `${arrow(change)} ${withUnit(signed(change), '%')}`,
      };
      for (const field of root.current.querySelectorAll<HTMLElement>('[data-field]')) {
        const text = texts[field.dataset.field ?? ''] ?? '';
        if (field.textContent !== text) field.textContent = text;
        if (field.dataset.field === 'change') field.className = `legend-change ${tone(change)}`;
      }
    },
  }));
  return (
    <div className="legend" ref={root}>
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
  );
}

function percent(now: number, before: number): number {
  return before === 0 ? 0 : ((now - before) / before) * 100;
}
