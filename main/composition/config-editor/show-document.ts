import { formOf, kindOf, valueAt } from '../../../shared/config/document.ts';
import type { MoneyInputs } from '../../../shared/config/money-meaning.ts';
import type { DocumentView } from '../../../shared/ipc/config-requests.ts';
import { withoutAddresses } from './addresses.ts';
import type { Layered } from './layers.ts';
import type { Override } from './money-inputs.ts';

interface Shown {
  readonly id: string;
  readonly path: string;
  readonly base: string;
  /** Empty when the document is in order. */
  readonly reason: string;
  readonly layered: Layered;
  readonly shipped: unknown;
  /** Names to choose from, by path, where the schema knows none. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly overrides: readonly Override[];
  readonly money: MoneyInputs | null;
}

/** A document as a page shows it: the form, and by path what holds, what is shipped and where each value comes from. */
export function showDocument({ layered, shipped, reason, choices, ...rest }: Shown): DocumentView {
  const kind = kindOf(rest.id);
  const sections = formOf(kind, layered.value).map((section) => ({
    ...section,
    fields: section.fields.map((field) => {
      const names = choices[field.path];
      return names === undefined ? field : { ...field, kind: 'choice' as const, choices: names };
    }),
  }));
  const paths = sections.flatMap(({ fields }) => fields).map(({ path }) => path);
  const flat = (value: unknown) => {
    const tree = kind === 'alerts' ? withoutAddresses(value) : value;
    return Object.fromEntries(paths.map((path) => [path, valueAt(tree, path)]));
  };
  return {
    ...rest,
    state: reason === '' ? 'ok' : 'broken',
    reason,
    warnings: layered.warnings,
    sections,
    values: flat(layered.value),
    shipped: shipped === null ? null : flat(shipped),
    origins: Object.fromEntries(paths.map((path) => [path, layered.origin(path)])),
  };
}
