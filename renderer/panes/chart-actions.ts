import type { StoreApi } from 'zustand/vanilla';
import type { PriceChart } from '../chart/price-chart.ts';
import { tradeRecords, tradeSpans } from '../chart/trade-spans.ts';
import { tradeBeside } from '../chart/trade-steps.ts';
import type { DeskState } from '../store/desk.ts';
import type { WorkstationState } from '../store/workstation-state.ts';

/** What the buttons and keys of the chart do. */
export interface ChartActions {
  fit(): void;
  follow(): void;
  zoom(share: number): void;
  pan(share: number): void;
  toggleAverages(): void;
  /** To the trade before (-1) or after (1). */
  stepTrade(step: -1 | 1): void;
  /** To the candle before or after the one that is picked; without one to the newest. */
  stepCandle(step: -1 | 1): void;
  letGo(): void;
}

export interface ChartActionParts {
  readonly chart: PriceChart;
  readonly store: StoreApi<WorkstationState>;
  readonly desk: StoreApi<DeskState>;
  readonly averagesShown: (isShown: boolean) => void;
}

export function chartActions({ chart, store, desk, averagesShown }: ChartActionParts): ChartActions {
  const pick = (moment: number | undefined, more: Partial<DeskState> = {}) => {
    if (moment !== undefined) desk.setState({ moment, ...more });
  };
  return {
    fit: () => chart.fit(),
    follow: () => chart.followLive(),
    zoom: (share) => chart.viewport.zoom(share),
    pan: (share) => chart.viewport.pan(share),
    toggleAverages: () => {
      chart.averages.show(!chart.averages.isShown);
      averagesShown(chart.averages.isShown);
    },
    stepTrade: (step) => {
      const { grid } = chart;
      pick(tradeBeside(tradeSpans(tradeRecords(store.getState())), desk.getState().moment, { step, grid }), {
        tab: 'trades',
      });
    },
    stepCandle: (step) => pick(chart.momentBeside(desk.getState().moment, step)),
    letGo: () => desk.setState({ moment: null }),
  };
}

/** Keys that nothing else on the page has a use for. */
export function keyActionAnywhere(key: string, actions: ChartActions): (() => void) | undefined {
  const keys: Readonly<Record<string, () => void>> = {
    f: actions.fit,
    e: actions.toggleAverages,
    '[': () => actions.stepTrade(-1),
    ']': () => actions.stepTrade(1),
    ',': () => actions.stepCandle(-1),
    '.': () => actions.stepCandle(1),
    Escape: actions.letGo,
  };
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/** Keys that act while the chart, or nothing, has the focus. */
export function keyActionOnChart(key: string, actions: ChartActions): (() => void) | undefined {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => actions.pan(-0.1),
    ArrowRight: () => actions.pan(0.1),
    PageUp: () => actions.pan(-0.9),
    PageDown: () => actions.pan(0.9),
    '+': () => actions.zoom(0.8),
    '=': () => actions.zoom(0.8),
    '-': () => actions.zoom(1.25),
    End: actions.follow,
  };
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}
