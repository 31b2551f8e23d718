import type { z } from 'zod';
import { alertsSchema } from './alerts.ts';
import { faultOf } from './check-field.ts';
import { type ConfigFault, faultsOf, quoted } from './describe-issue.ts';
import { exchangeSchema } from './exchange.ts';
import { describeForm, type FormSection } from './form.ts';
import { riskSchema } from './risk.ts';
import { sessionSchema } from './session.ts';
import { strategySchema } from './strategy.ts';

export type DocumentKind = 'strategy' | 'risk' | 'exchange' | 'alerts' | 'session';

const SCHEMAS: Readonly<Record<DocumentKind, z.ZodType>> = {
  strategy: strategySchema,
  risk: riskSchema,
  exchange: exchangeSchema,
  alerts: alertsSchema,
  session: sessionSchema,
};

/** The kind of a document by its id, such as `risk` or `strategies/default`. */
export function kindOf(id: string): DocumentKind {
  if (id.startsWith('strategies/')) return 'strategy';
  if (id.startsWith('exchanges/')) return 'exchange';
  return id === 'alerts' || id === 'session' ? id : 'risk';
}

/** Nothing is shipped of it and there need not be a file: the defaults of its schema hold. */
export function isOptional(kind: DocumentKind): boolean {
  return kind === 'alerts' || kind === 'session';
}

export function schemaOf(kind: DocumentKind): z.ZodType {
  return SCHEMAS[kind];
}

/** The form of a valid document. */
export function formOf(kind: DocumentKind, value: unknown): readonly FormSection[] {
  return describeForm(SCHEMAS[kind], value);
}

/**
 * A document that may be saved, complete and in the order of its schema, or every fault of it. Stricter than what a session
 * loads: a value above a fixed ceiling is refused as well, because nothing would trade with it.
 */
export function checkDocument(
  kind: DocumentKind,
  value: unknown,
): { readonly value: unknown } | { readonly faults: readonly ConfigFault[] } {
  const parsed = SCHEMAS[kind].safeParse(value);
  const own: ConfigFault[] = formOf(kind, value)
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      const found = valueAt(value, field.path);
      const message = found === undefined ? undefined : faultOf(field, found);
      return message === undefined ? [] : [{ path: field.path, message: `${message} (found ${quoted(found)})` }];
    });
  const named = new Set(own.map(({ path }) => path));
  const others = parsed.success
    ? []
    : faultsOf(parsed.error, value, kind !== 'alerts').filter(({ path }) => !named.has(path));
  return parsed.success && own.length === 0 ? { value: parsed.data } : { faults: [...own, ...others] };
}

/** The value at a dotted path of nested objects. */
export function valueAt(tree: unknown, path: string): unknown {
  let node = tree;
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = Reflect.get(node, key);
  }
  return node;
}
