import { z } from 'zod';
import { type Acts, FIELDS, SECTIONS } from './field-meta.ts';

/** What an input of the form takes. */
export type FieldKind = 'number' | 'integer' | 'switch' | 'choice' | 'choices' | 'text' | 'address';

/** One value of a configuration, as a form shows it. Types, ranges, choices and defaults are those of the schema. */
export interface FormField {
  /** Dotted path in the file. */
  readonly path: string;
  readonly title: string;
  readonly help: string;
  readonly unit: string;
  readonly acts: Acts;
  readonly kind: FieldKind;
  /** Least and largest number, or length of a text; null when unbounded. */
  readonly min: number | null;
  readonly max: number | null;
  /** Why `max` is what it is, when it is tighter than the schema's. */
  readonly maxWhy: string;
  readonly choices: readonly string[];
  /** What holds when the file does not say; null when it must. */
  readonly fallback: unknown;
}

export interface FormSection {
  readonly path: string;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly FormField[];
}

interface Draft {
  readonly section: Omit<FormSection, 'fields'>;
  readonly order: number;
  readonly fields: { readonly field: FormField; readonly order: number }[];
}

/**
 * Turns a configuration schema into the description of a form. `value` is a valid configuration: the keys of records, such as
 * the symbols of an exchange, come from it.
 */
export function describeForm(schema: z.ZodType, value: unknown): readonly FormSection[] {
  const drafts: Draft[] = [];
  visit(schema, value, [], undefined, drafts);
  return drafts
    .filter(({ fields }) => fields.length > 0)
    .sort((a, b) => a.order - b.order)
    .map(({ section, fields }) => ({
      ...section,
      fields: [...fields].sort((a, b) => a.order - b.order).map(({ field }) => field),
    }));
}

/** The schema inside defaults and nulls, and what those say. */
function unwrap(schema: z.ZodType): { readonly inner: z.ZodType; readonly fallback: unknown } {
  let inner = schema;
  let fallback: unknown = null;
  for (;;) {
    if (inner instanceof z.ZodDefault) fallback = inner.def.defaultValue;
    else if (!(inner instanceof z.ZodPrefault || inner instanceof z.ZodNullable)) return { inner, fallback };
    inner = inner.def.innerType as z.ZodType;
  }
}

function visit(
  schema: z.ZodType,
  value: unknown,
  path: readonly string[],
  around: Draft | undefined,
  drafts: Draft[],
  name = '',
): void {
  const { inner, fallback } = unwrap(schema);
  const isGroup = inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
  if (!isGroup) {
    const described = describeField(schema, inner, fallback, path);
    around?.fields.push({ field: described, order: FIELDS.get(schema)?.order ?? 1 });
    return;
  }
  const meta = SECTIONS.get(schema);
  let here = around;
  if (meta !== undefined) {
    const { title, help, order } = meta;
    here = {
      section: { path: path.join('.'), title: name === '' ? title : `${title} ${name}`, help },
      order,
      fields: [],
    };
    drafts.push(here);
  }
  for (const [key, child] of childrenOf(inner, value)) {
    visit(child, childOf(value, key), [...path, key], here, drafts, inner instanceof z.ZodRecord ? key : '');
  }
}

function childrenOf(group: z.ZodObject | z.ZodRecord, value: unknown): readonly (readonly [string, z.ZodType])[] {
  if (group instanceof z.ZodObject) return Object.entries(group.shape as Record<string, z.ZodType>);
  const each = group.def.valueType as z.ZodType;
  return typeof value === 'object' && value !== null ? Object.keys(value).map((key) => [key, each] as const) : [];
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function describeField(schema: z.ZodType, inner: z.ZodType, fallback: unknown, path: readonly string[]): FormField {
  const meta = FIELDS.get(schema);
  if (meta === undefined) throw new Error(`${path.join('.')} has no description`);
  const ceiling = meta.ceiling;
  return {
    path: path.join('.'),
    title: meta.title,
    help: meta.help,
    unit: meta.unit ?? '',
    acts: meta.acts ?? 'next_run',
    ...shapeOf(inner, meta.isSecret === true, path),
    ...(ceiling === undefined ? { maxWhy: '' } : { max: ceiling.max, maxWhy: ceiling.why }),
    fallback,
  };
}

function shapeOf(
  inner: z.ZodType,
  isSecret: boolean,
  path: readonly string[],
): Pick<FormField, 'kind' | 'min' | 'max' | 'choices'> {
  const plain = { min: null, max: null, choices: [] };
  if (inner instanceof z.ZodNumber) {
    return { ...plain, kind: inner.isInt ? 'integer' : 'number', min: inner.minValue, max: inner.maxValue };
  }
  if (inner instanceof z.ZodBoolean) return { ...plain, kind: 'switch' };
  if (inner instanceof z.ZodEnum) return { ...plain, kind: 'choice', choices: inner.options.map(String) };
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodEnum) {
    return { ...plain, kind: 'choices', choices: inner.element.options.map(String) };
  }
  if (inner instanceof z.ZodString) {
    return { ...plain, kind: isSecret ? 'address' : 'text', min: inner.minLength, max: inner.maxLength };
  }
  throw new Error(`${path.join('.')} is of a kind that no form shows`);
}
