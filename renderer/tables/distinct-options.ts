import type { FilterOption } from './record-kind.ts';

/** The values that occur among the items as options, in the order of their labels. */
export function distinctOptions<Item>(
  items: readonly Item[],
  readValue: (item: Item) => string | undefined,
  labelOf: (value: string) => string,
): readonly FilterOption[] {
  const values = new Set<string>();
  for (const item of items) {
    const value = readValue(item);
    if (value !== undefined && value !== '') values.add(value);
  }
  return [...values]
    .map((value) => ({ value, label: labelOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
