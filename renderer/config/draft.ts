import type { FormField } from '../../shared/config/form.ts';
import type { ConfigIssue, DocumentView } from '../../shared/ipc/config-requests.ts';
import { type Entry, entryOf, isSame, readEntry } from './entries.ts';

/** A document and what was changed in its form. Without edits it is what the file says. */
export interface Draft {
  readonly view: DocumentView;
  /** Entries that differ from the file, by path. */
  readonly edits: Readonly<Record<string, Entry>>;
  /** What the workstation said of these edits; empty until it has answered. */
  readonly issues: readonly ConfigIssue[];
}

export interface Change {
  readonly field: FormField;
  readonly before: Entry;
  readonly after: Entry;
}

export function fieldsOf(view: DocumentView): readonly FormField[] {
  return view.sections.flatMap(({ fields }) => fields);
}

export function savedEntry(view: DocumentView, field: FormField): Entry {
  return entryOf(field, view.values[field.path]);
}

export function currentEntry({ view, edits }: Draft, field: FormField): Entry {
  return edits[field.path] ?? savedEntry(view, field);
}

/** The draft with one entry changed; an entry like that of the file is no edit. */
export function withEntry(draft: Draft, field: FormField, entry: Entry): Draft {
  const { [field.path]: _before, ...others } = draft.edits;
  const isEdit = !isSame(field, entry, savedEntry(draft.view, field));
  return { ...draft, edits: isEdit ? { ...others, [field.path]: entry } : others, issues: [] };
}

/** The same edits on a document that was read anew. */
export function rebased(draft: Draft, view: DocumentView): Draft {
  const plain: Draft = { view, edits: {}, issues: [] };
  return fieldsOf(view).reduce((next, field) => {
    const entry = draft.edits[field.path];
    return entry === undefined ? next : withEntry(next, field, entry);
  }, plain);
}

export function changesOf(draft: Draft): readonly Change[] {
  return fieldsOf(draft.view).flatMap((field) => {
    const after = draft.edits[field.path];
    return after === undefined ? [] : [{ field, before: savedEntry(draft.view, field), after }];
  });
}

/** What is wrong, by path: what the page sees itself, else what the workstation said. */
export function faultsOf(draft: Draft): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const { path, message } of draft.issues) faults[path] ??= message;
  for (const field of fieldsOf(draft.view)) {
    const read = readEntry(field, currentEntry(draft, field));
    if ('fault' in read) faults[field.path] = read.fault;
  }
  return faults;
}

/** The whole document as nested objects, ready to be sent; entries that cannot be read are left as they were typed. */
export function valuesOf(draft: Draft): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const field of fieldsOf(draft.view)) {
    const entry = currentEntry(draft, field);
    const read = readEntry(field, entry);
    place(tree, field.path.split('.'), 'value' in read ? read.value : entry);
  }
  return tree;
}

function place(tree: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  let node = tree;
  for (const key of keys.slice(0, -1)) {
    const child = node[key] ?? {};
    node[key] = child;
    node = child as Record<string, unknown>;
  }
  node[keys.at(-1) ?? ''] = value;
}

/** Readable values of the edits, by path: what the money panel counts with. */
export function changedValues(draft: Draft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    changesOf(draft).flatMap(({ field, after }) => {
      const read = readEntry(field, after);
      return 'value' in read ? [[field.path, read.value]] : [];
    }),
  );
}
