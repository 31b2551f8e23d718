import type { StoreApi } from 'zustand/vanilla';
import type { HistoryPlace, UiState, ViewName } from './ui-state.ts';

const KEY = 'la-place';
const VIEWS: readonly ViewName[] = ['trade', 'history', 'backtest', 'config'];

type Place = Pick<UiState, 'view' | 'history'>;

/** Where this tab was before it was loaded anew; nothing when that is not known. */
export function keptPlace(): Partial<Place> {
  try {
    return readPlace(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return {};
  }
}

/** Remembers view and run of this tab, so that loading it anew changes neither. */
export function keepPlace(ui: StoreApi<UiState>): void {
  ui.subscribe(({ view, history }, before) => {
    if (view === before.view && history === before.history) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ view, history }));
    } catch {
      // not kept, still in effect
    }
  });
}

function readPlace(kept: unknown): Partial<Place> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { view: name, history: place } = kept as { readonly view?: unknown; readonly history?: unknown };
  const view = VIEWS.find((known) => known === name);
  const history = readHistory(place);
  return { ...(view === undefined ? {} : { view }), ...(history === undefined ? {} : { history }) };
}

function readHistory(place: unknown): HistoryPlace | undefined {
  if (typeof place !== 'object' || place === null) return undefined;
  const { kind, run, runs } = place as { readonly kind?: unknown; readonly run?: unknown; readonly runs?: unknown };
  if (kind === 'run' && typeof run === 'string') return { kind, run };
  if (kind !== 'compare' || !Array.isArray(runs)) return undefined;
  const [first, second] = runs as unknown[];
  return typeof first === 'string' && typeof second === 'string' ? { kind, runs: [first, second] } : undefined;
}
