import { useUi } from '../store/workstation-context.tsx';
import { CompareRuns } from './compare-runs.tsx';
import { PastRun } from './past-run.tsx';
import { RunList } from './run-list.tsx';

/** Past runs: the list, one of them opened, or two side by side. */
export function HistoryView() {
  const place = useUi((state) => state.history);
  switch (place.kind) {
    case 'run':
      return <PastRun key={place.run} run={place.run} />;
    case 'compare':
      return <CompareRuns key={place.runs.join(' ')} runs={place.runs} />;
    default:
      return <RunList />;
  }
}
