import { Download, FileText, FolderOpen, GitCompareArrows, Search, Trash2, X } from 'lucide-react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { HISTORY } from '../text/history.ts';
import type { RunFilter } from './arrange-runs.ts';
import { ExportLink, ReportLink } from './report-link.tsx';

const ICON = { size: '1.15rem', 'aria-hidden': true } as const;
const { actions, hints, kinds } = HISTORY;

interface ToolbarProps {
  readonly runs: readonly RunSummary[];
  /** Runs that pass the filter. */
  readonly shown: number;
  readonly filter: RunFilter;
  readonly change: (filter: RunFilter) => void;
  /** Runs that are selected, newest first. */
  readonly chosen: readonly RunSummary[];
  readonly clear: () => void;
  readonly open: (run: string) => void;
  readonly compare: () => void;
  readonly remove: (run: string) => void;
}

/** Finds runs, and does something with those that are selected. */
export function ListToolbar({ runs, shown, filter, change, chosen, clear, open, compare, remove }: ToolbarProps) {
  const strategies = [...new Set(runs.map(({ strategy }) => strategy).filter((name) => name !== null))].sort();
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const reported = only?.status === 'running' ? undefined : only;
  return (
    <div className="list-toolbar">
      <label className="search">
        <Search {...ICON} />
        <span className="hidden">{HISTORY.search}</span>
        <input
          type="search"
          value={filter.text}
          placeholder={HISTORY.searchHint}
          spellCheck={false}
          onChange={(event) => change({ ...filter, text: event.target.value })}
        />
      </label>
      <select
        aria-label={HISTORY.kind}
        value={filter.kind}
        onChange={(event) => change({ ...filter, kind: event.target.value as RunFilter['kind'] })}
      >
        <option value="">{HISTORY.allKinds}</option>
        <option value="session">{kinds.session}</option>
        <option value="backtest">{kinds.backtest}</option>
      </select>
      <select
        aria-label={HISTORY.strategy}
        value={filter.strategy}
        onChange={(event) => change({ ...filter, strategy: event.target.value })}
      >
        <option value="">{HISTORY.allStrategies}</option>
        {strategies.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span className="muted" role="status">
        {HISTORY.count(shown, runs.length)}
      </span>
      <span className="spring" />
      {chosen.length > 0 ? (
        <span className="selection">
          {HISTORY.selected(chosen.length)}
          <button type="button" className="quiet" onClick={clear} aria-label={actions.clear}>
            <X {...ICON} />
          </button>
        </span>
      ) : (
        shown > 0 && <span className="muted">{HISTORY.openHint}</span>
      )}
      <button type="button" disabled={only === undefined} title={hints.open} onClick={() => only && open(only.run)}>
        <FolderOpen {...ICON} /> {actions.open}
      </button>
      {reported === undefined ? (
        <>
          <button type="button" disabled title={hints.report}>
            <FileText {...ICON} /> {actions.report}
          </button>
          <button type="button" disabled title={hints.export}>
            <Download {...ICON} /> {actions.export}
          </button>
        </>
      ) : (
        <>
          <ReportLink run={reported.run} className="button">
            <FileText {...ICON} /> {actions.report}
          </ReportLink>
          <ExportLink run={reported.run} className="button">
            <Download {...ICON} /> {actions.export}
          </ExportLink>
        </>
      )}
      <button type="button" disabled={chosen.length !== 2} title={hints.compare} onClick={compare}>
        <GitCompareArrows {...ICON} /> {actions.compare}
      </button>
      <button type="button" disabled={only === undefined} title={hints.delete} onClick={() => only && remove(only.run)}>
        <Trash2 {...ICON} /> {actions.delete}
      </button>
    </div>
  );
}
