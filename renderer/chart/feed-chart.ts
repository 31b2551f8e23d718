import type { StoreApi } from 'zustand/vanilla';
import type { WorkstationState } from '../store/workstation-state.ts';
import { followTheme } from '../theme.ts';
import { type Palette, readPalette } from './palette.ts';

export interface FedChart {
  /** Draws what is new in the state. */
  apply(state: WorkstationState): void;
  /** Draws everything anew. */
  redraw(state: WorkstationState): void;
  paint(palette: Palette): void;
  dispose(): void;
}

/** Keeps a chart in step with store and theme. A step that the chart refuses is made good by drawing anew. */
export function feedChart(chart: FedChart, store: StoreApi<WorkstationState>): () => void {
  const step = (state: WorkstationState) => {
    try {
      chart.apply(state);
    } catch {
      try {
        chart.redraw(state);
      } catch (error) {
        // the rest of the page must go on
        reportError(error);
      }
    }
  };
  step(store.getState());
  const unsubscribe = store.subscribe(step);
  const paint = () => chart.paint(readPalette());
  const endTheme = followTheme(paint);
  const endScale = followTextSize(paint);
  return () => {
    endTheme();
    endScale();
    unsubscribe();
    chart.dispose();
  };
}

/** Calls back when the page grows or shrinks its text for the size of the window. Returns how to end it. */
function followTextSize(changed: () => void): () => void {
  const sizeNow = () => getComputedStyle(document.documentElement).fontSize;
  let size = sizeNow();
  const onResize = () => {
    const next = sizeNow();
    if (next === size) return;
    size = next;
    changed();
  };
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}
