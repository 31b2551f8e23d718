import { ChartCandlestick, FlaskConical, History, type LucideIcon, SlidersHorizontal } from 'lucide-react';
import type { ComponentType } from 'react';
import { BacktestView } from '../backtest/backtest-view.tsx';
import { ConfigView } from '../config/config-view.tsx';
import { HistoryView } from '../history/history-view.tsx';
import type { ViewName } from '../store/ui-state.ts';
import { TradeView } from './trade-view.tsx';

export interface View {
  readonly name: ViewName;
  readonly icon: LucideIcon;
  readonly Component: ComponentType;
}

/** The views in the order of the rail; their place is their shortcut. */
export const VIEWS: readonly View[] = [
  { name: 'trade', icon: ChartCandlestick, Component: TradeView },
  { name: 'history', icon: History, Component: HistoryView },
  { name: 'backtest', icon: FlaskConical, Component: BacktestView },
  { name: 'config', icon: SlidersHorizontal, Component: ConfigView },
];
