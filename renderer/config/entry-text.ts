import type { FormField } from '../../shared/config/form.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { type Entry, entryOf } from './entries.ts';

/** An entry in words, with its unit: "0.5 %", "on", "set (host)". */
export function entryText(field: FormField, entry: Entry): string {
  if (typeof entry === 'boolean') return entry ? CONFIG_TEXT.on : CONFIG_TEXT.off;
  if (typeof entry === 'string') {
    if (field.kind === 'choice') return choiceText(entry);
    return field.unit === '' ? entry : `${entry} ${field.unit}`;
  }
  if (!('kind' in entry)) return entry.length === 0 ? CONFIG_TEXT.nothing : entry.map(choiceText).join(', ');
  switch (entry.kind) {
    case 'none':
      return CONFIG_TEXT.address.none;
    case 'keep':
      return CONFIG_TEXT.addressSet(entry.host);
    case 'new':
      return CONFIG_TEXT.addressNew(URL.canParse(entry.url.trim()) ? new URL(entry.url.trim()).host : '…');
  }
}

/** A value of the workstation in words. */
export function valueText(field: FormField, value: unknown): string {
  return value === undefined ? CONFIG_TEXT.nothing : entryText(field, entryOf(field, value));
}

export function choiceText(choice: string): string {
  return CONFIG_TEXT.choices[choice] ?? CONFIG_TEXT.events[choice] ?? choice;
}

/** "0.01 to 2"; empty where there is no range of numbers. */
export function rangeText({ kind, min, max }: FormField): string {
  if ((kind !== 'number' && kind !== 'integer') || min === null || max === null) return '';
  return CONFIG_TEXT.range(figureText(min), figureText(max));
}

function figureText(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 8 }).format(value);
}
