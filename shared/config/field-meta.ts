import { z } from 'zod';

/** When a saved value takes effect. Sessions keep the configuration they began with, so nearly all wait for the next run. */
export type Acts = 'at_once' | 'next_run';

/** What a form says of a value beyond what its schema already knows (type, range, choices, default). */
export interface FieldMeta {
  readonly title: string;
  /** One or two sentences: what it does, and what more or less of it means. */
  readonly help: string;
  /** Unit as it stands behind the number, such as "%" or "candles". */
  readonly unit?: string;
  readonly acts?: Acts;
  /** Place within its section, 1 by default; the order of the schema, which recorded runs depend on, breaks ties. */
  readonly order?: number;
  /** A limit that is tighter than the schema's: above it the value would be accepted and then never trade. */
  readonly ceiling?: { readonly max: number; readonly why: string };
  /** Holds a secret: never shown, only replaced. */
  readonly isSecret?: boolean;
}

/** A group of values under one heading. */
export interface SectionMeta {
  readonly title: string;
  readonly help: string;
  /** Place in the form; the order of the schema breaks ties. */
  readonly order: number;
}

export const FIELDS = z.registry<FieldMeta>();
export const SECTIONS = z.registry<SectionMeta>();

/** Attaches to a value of a configuration schema what a form says of it; gives the schema back. */
export function field<Schema extends z.ZodType>(schema: Schema, title: string, meta: Omit<FieldMeta, 'title'>): Schema {
  FIELDS.add(schema, { title, ...meta });
  return schema;
}

/** The same for an object whose values stand under one heading. */
export function section<Schema extends z.ZodType>(
  schema: Schema,
  title: string,
  meta: Omit<SectionMeta, 'title'>,
): Schema {
  SECTIONS.add(schema, { title, ...meta });
  return schema;
}
