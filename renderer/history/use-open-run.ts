import { useCallback } from 'react';
import { useAccess } from '../store/workstation-context.tsx';

/** Shows a run: the one of this workstation's session where it is live, any other one read-only in History. */
export function useOpenRun(): (run: string) => void {
  const { ui, store } = useAccess();
  return useCallback(
    (run: string) => {
      const { session } = store.getState();
      if (session?.run_id === run && session.state !== 'stopped') ui.setState({ view: 'trade' });
      else ui.setState({ view: 'history', history: { kind: 'run', run } });
    },
    [ui, store],
  );
}
