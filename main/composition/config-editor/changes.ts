import { formOf, kindOf, valueAt } from '../../../shared/config/document.ts';
import type { ConfigChange } from '../../../shared/ipc/config-requests.ts';
import { withoutAddresses } from './addresses.ts';

/** Values that differ between two valid states of a document; addresses as their host. */
export function changesBetween(id: string, before: unknown, after: unknown): readonly ConfigChange[] {
  const kind = kindOf(id);
  const shown = (value: unknown) => (kind === 'alerts' ? withoutAddresses(value) : value);
  const fields = [...formOf(kind, after), ...formOf(kind, before)].flatMap(({ fields }) => fields);
  const byPath = new Map(fields.map((field) => [field.path, field]));
  return [...byPath.values()].flatMap(({ path, title }) => {
    const isSame = JSON.stringify(valueAt(before, path)) === JSON.stringify(valueAt(after, path));
    if (isSame) return [];
    return [{ path, title, before: valueAt(shown(before), path), after: valueAt(shown(after), path) }];
  });
}
