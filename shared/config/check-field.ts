import type { FormField } from './form.ts';

type Bounds = Pick<FormField, 'kind' | 'min' | 'max' | 'maxWhy' | 'choices'>;

/** What is wrong with a value by itself, as the end of a sentence that begins with its name; `undefined` when nothing is. */
export function faultOf(field: Bounds, value: unknown): string | undefined {
  const { kind, min, max, maxWhy, choices } = field;
  switch (kind) {
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `must be a number${range(field)}`;
      if (kind === 'integer' && !Number.isInteger(value)) return `must be a whole number${range(field)}`;
      if (min !== null && value < min) return `must be at least ${plain(min)}`;
      if (max !== null && value > max) return `must be at most ${plain(max)}${maxWhy === '' ? '' : ` (${maxWhy})`}`;
      return undefined;
    case 'choice':
      return choices.includes(String(value)) ? undefined : `must be one of ${choices.join(', ')}`;
    case 'text':
      if (typeof value !== 'string') return 'must be text';
      if (min !== null && value.length < min)
        return min === 1 ? 'must not be empty' : `must have ${min} letters or more`;
      if (max !== null && value.length > max) return `must have at most ${max} letters`;
      return undefined;
    default:
      return undefined;
  }
}

function range({ min, max }: Bounds): string {
  return min === null || max === null ? '' : ` from ${plain(min)} to ${plain(max)}`;
}

/** A number without an exponent, so that a person can type it. */
function plain(value: number): string {
  return Math.abs(value) >= 1e-6 || value === 0 ? String(value) : value.toFixed(20).replace(/0+$/, '');
}
