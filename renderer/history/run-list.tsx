import { useMemo, useState } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { useAccess } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { filtered, linesOf, NEWEST_FIRST, NO_FILTER, type SortKey, sorted } from './arrange-runs.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { RunsTable } from './runs-table.tsx';
import { useOpenRun } from './use-open-run.ts';
import { useRuns } from './use-runs.ts';

const NO_RUNS: readonly RunSummary[] = [];

/** Every run of the workspace: found by words, kind and strategy, sorted by any figure. */
export function RunList() {
  const { ui } = useAccess();
  const { runs: known, error, refresh } = useRuns();
  const [filter, setFilter] = useState(NO_FILTER);
  const [sorting, setSorting] = useState(NEWEST_FIRST);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<string | null>(null);
  const open = useOpenRun();
  const runs = known ?? NO_RUNS;
  const found = useMemo(() => filtered(runs, filter, Date.now()), [runs, filter]);
  const lines = useMemo(() => linesOf(sorted(found, sorting), sorting), [found, sorting]);
  const chosen = runs.filter(({ run }) => selected.has(run));
  const toggle = (run: string) => {
    const next = new Set(selected);
    if (!next.delete(run)) next.add(run);
    setSelected(next);
  };
  const sort = (key: SortKey) => {
    setSorting(sorting.key === key ? { key, isDescending: !sorting.isDescending } : { key, isDescending: true });
  };
  const compare = ([first, second]: readonly RunSummary[]) => {
    if (first === undefined || second === undefined) return;
    ui.setState({ history: { kind: 'compare', runs: [second.run, first.run] } });
  };
  return (
    <section className="panel history" aria-labelledby="runs-heading">
      <h2 id="runs-heading" className="hidden">
        {HISTORY.heading}
      </h2>
      <ListToolbar
        runs={runs}
        shown={found.length}
        filter={filter}
        change={setFilter}
        chosen={chosen}
        clear={() => setSelected(new Set())}
        open={open}
        compare={() => compare(chosen)}
        remove={setDeleting}
      />
      {error !== '' && (
        <p className="warn-note" role="alert">
          {error}
        </p>
      )}
      {lines.length > 0 ? (
        <RunsTable lines={lines} sorting={sorting} sort={sort} selected={selected} select={toggle} open={open} />
      ) : (
        <p className="none">{known === null ? HISTORY.loading : runs.length === 0 ? HISTORY.none : HISTORY.noMatch}</p>
      )}
      {deleting !== null && (
        <DeleteDialog
          run={deleting}
          close={() => setDeleting(null)}
          done={() => {
            setSelected(new Set());
            refresh();
          }}
        />
      )}
    </section>
  );
}
