import { faultOf } from '../../shared/config/check-field.ts';
import type { FormField } from '../../shared/config/form.ts';

/**
 * What stands in a control while it is edited: text as typed, a switch, chosen ones, or an address. `keep` stands for the
 * address in the file, which the page does not know.
 */
export type Entry = string | boolean | readonly string[] | AddressEntry;

export type AddressEntry =
  | { readonly kind: 'none' }
  | { readonly kind: 'keep'; readonly host: string }
  | { readonly kind: 'new'; readonly url: string };

/** The entry that shows a value of the file. */
export function entryOf(field: FormField, value: unknown): Entry {
  switch (field.kind) {
    case 'switch':
      return value === true;
    case 'choices':
      return Array.isArray(value) ? value.map(String) : [];
    case 'address':
      return typeof value === 'object' && value !== null && 'host' in value
        ? { kind: 'keep', host: String(value.host) }
        : { kind: 'none' };
    default:
      return value === null || value === undefined ? '' : String(value);
  }
}

export type ReadEntry = { readonly value: unknown } | { readonly fault: string };

/** The value that an entry stands for, as it is sent, or what is wrong with it. */
export function readEntry(field: FormField, entry: Entry): ReadEntry {
  const value = rawValue(field, entry);
  const fault = faultOf(field, value);
  return fault === undefined ? { value } : { fault };
}

function rawValue(field: FormField, entry: Entry): unknown {
  if (typeof entry !== 'string') {
    if (typeof entry === 'boolean' || !('kind' in entry)) return entry;
    if (entry.kind === 'none') return null;
    return entry.kind === 'keep' ? { keep: true } : entry.url.trim();
  }
  if (field.kind === 'number' || field.kind === 'integer') {
    const text = entry.trim().replace(',', '.');
    // what a person types; no hexadecimal, no Infinity
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  }
  return entry;
}

/** Do two entries stand for the same value? "1.0" and "1" do. */
export function isSame(field: FormField, a: Entry, b: Entry): boolean {
  const left = rawValue(field, a);
  const right = rawValue(field, b);
  if (Number.isNaN(left) || Number.isNaN(right)) return a === b;
  return JSON.stringify(left) === JSON.stringify(right);
}
