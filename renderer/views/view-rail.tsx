import { Keyboard } from 'lucide-react';
import type { UiState, ViewName } from '../store/ui-state.ts';
import { useAccess, useUi } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { VIEWS } from './views.ts';

/** Leads from view to view. */
export function ViewRail() {
  const { ui } = useAccess();
  const current = useUi((state) => state.view);
  return (
    <nav className="rail" aria-label={TEXT.views.label}>
      {VIEWS.map(({ name, icon: Icon }, index) => (
        <button
          key={name}
          type="button"
          className="rail-button"
          aria-current={current === name ? 'page' : undefined}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => ui.setState(placeOf(name, current))}
        >
          <Icon size="1.46rem" strokeWidth={1.75} aria-hidden="true" />
          {TEXT.views[name]}
        </button>
      ))}
      <span className="spring" />
      <button
        type="button"
        className="rail-button"
        aria-keyshortcuts="?"
        onClick={() => ui.setState({ dialog: 'shortcuts' })}
      >
        <Keyboard size="1.46rem" strokeWidth={1.75} aria-hidden="true" />
        {TEXT.views.shortcuts}
      </button>
    </nav>
  );
}

/** Where a button of the rail leads: History, pressed once more, from a run back to the list. */
function placeOf(name: ViewName, current: ViewName): Partial<UiState> {
  return name === 'history' && current === 'history' ? { history: { kind: 'list' } } : { view: name };
}
