import { Check, Copy, Download, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useAccess } from '../store/workstation-context.tsx';
import { RECORDS_TEXT } from '../text/records.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { copyText, headings, tabSeparated } from './copying.ts';
import { saveCsv } from './csv-file.ts';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';
import { chosen, isFiltered, type SetSetup, type TableSetup, withChoice } from './table-setup.ts';
import type { RecordRows } from './use-record-rows.ts';

const { toolbar: text } = RECORDS_TEXT;
const COPIED_MS = 1600;
const ICON = { size: '1.08rem', strokeWidth: 1.75, 'aria-hidden': true } as const;

interface ToolbarProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  readonly items: readonly Item[];
  readonly rows: RecordRows<Item>;
  /** How many there are in all, as text. */
  readonly total: string;
  readonly setup: TableSetup;
  readonly setSetup: SetSetup;
}

/** Search, quick filters, how many rows are left, and the ways out: clipboard and CSV. */
export function RecordsToolbar<Item extends RecordItem>(props: ToolbarProps<Item>) {
  const { kind, items, rows, total, setup, setSetup } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say that this is a form
    <div className="records-toolbar" role="group" aria-label={text.label}>
      <label className="records-search">
        <Search {...ICON} />
        <input
          type="search"
          aria-label={text.filter}
          placeholder={text.placeholder}
          value={setup.globalFilter}
          spellCheck={false}
          onChange={({ target }) => setSetup((now) => ({ ...now, globalFilter: target.value }))}
        />
      </label>
      {kind.columns.map((column) => (
        <QuickChoice key={column.id} column={column} items={items} setup={setup} setSetup={setSetup} />
      ))}
      <span className={isFiltered(setup) ? 'records-count strong' : 'records-count'} title={text.countLabel}>
        {text.count(String(rows.items.length), total)}
      </span>
      <ColumnsMenu kind={kind} setup={setup} setSetup={setSetup} />
      <CopyButton rows={rows} />
      <ExportButton kind={kind} shown={rows.items} />
    </div>
  );
}

interface ChoiceProps<Item> {
  readonly column: RecordColumn<Item>;
  readonly items: readonly Item[];
  readonly setup: TableSetup;
  readonly setSetup: SetSetup;
}

function QuickChoice<Item>({ column: { id, heading, filter }, items, setup, setSetup }: ChoiceProps<Item>) {
  const options = useMemo(() => filter?.options(items) ?? [], [filter, items]);
  if (filter === undefined) return null;
  const value = chosen(setup, id);
  const isListed = value === '' || options.some((option) => option.value === value);
  const listed = options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
  return (
    <select
      aria-label={heading}
      className={value === '' ? '' : 'is-set'}
      value={value}
      onChange={({ target }) => setSetup((now) => withChoice(now, id, target.value))}
    >
      <option value="">{filter.all}</option>
      {!isListed && <option value={value}>{value}</option>}
      {filter.group === undefined ? listed : <optgroup label={filter.group}>{listed}</optgroup>}
    </select>
  );
}

function CopyButton<Item extends RecordItem>({ rows: { items: shown, columns } }: { readonly rows: RecordRows<Item> }) {
  const { commands, ui } = useAccess();
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    const isCopied = await copyText(`${headings(columns)}\n${tabSeparated(columns, shown)}\n`);
    if (!isCopied) {
      commands.notice('bad', text.notCopied);
      return;
    }
    ui.setState({ announcement: text.copied(shown.length) });
    setDone(true);
    setTimeout(() => setDone(false), COPIED_MS);
  };
  const Icon = isDone ? Check : Copy;
  return (
    <button
      type="button"
      className={isDone ? 'quiet tool up' : 'quiet tool'}
      aria-label={text.copy}
      title={text.copyHint}
      disabled={shown.length === 0}
      onClick={() => void copy()}
    >
      <Icon {...ICON} />
    </button>
  );
}

function ExportButton<Item extends RecordItem>({
  kind,
  shown,
}: {
  readonly kind: RecordKind<Item>;
  readonly shown: readonly Item[];
}) {
  const { store } = useAccess();
  const save = () => {
    const oldestFirst = shown.toSorted((a, b) => a.seq - b.seq);
    saveCsv(`${store.getState().session?.run_id ?? 'run'}-${kind.tab}.csv`, kind.csv(oldestFirst));
  };
  return (
    <button
      type="button"
      className="quiet tool"
      aria-label={text.export}
      title={text.exportHint}
      disabled={shown.length === 0}
      onClick={save}
    >
      <Download {...ICON} />
    </button>
  );
}
