import type { DocumentEntry, DocumentView, VersionEntry } from '../../shared/ipc/config-requests.ts';
import {
  type Check,
  count,
  fields,
  finite,
  flag,
  isoTime,
  isRecord,
  listOf,
  oneOf,
  orNull,
  recordOf,
  text,
} from './shape.ts';

const anything: Check = () => true;

const entry = fields({
  id: text,
  group: oneOf('strategy', 'account'),
  name: text,
  state: oneOf('ok', 'broken'),
  reason: text,
  isShipped: flag,
  isOwn: flag,
});

const list = fields({ documents: listOf(entry), strays: listOf(fields({ path: text, reason: text })) });

const field = fields({
  path: text,
  title: text,
  help: text,
  unit: text,
  acts: oneOf('at_once', 'next_run'),
  kind: oneOf('number', 'integer', 'switch', 'choice', 'choices', 'text', 'address'),
  min: orNull(finite),
  max: orNull(finite),
  maxWhy: text,
  choices: listOf(text),
});

const money = fields({
  equity: finite,
  riskPct: finite,
  maxCostR: finite,
  maxLeverage: finite,
  dailyLoss: finite,
  maxDrawdownPct: finite,
  maxLosingStreak: finite,
  maxNotional: finite,
  maxQty: finite,
});

const view = fields({
  id: text,
  path: text,
  base: text,
  state: oneOf('ok', 'broken'),
  reason: text,
  warnings: listOf(text),
  sections: listOf(fields({ path: text, title: text, help: text, fields: listOf(field) })),
  values: isRecord,
  shipped: orNull(isRecord),
  origins: recordOf(oneOf('default', 'shipped', 'workspace')),
  overrides: listOf(fields({ path: text, variable: text })),
  money: orNull(money),
});

const versions = fields({
  versions: listOf(
    fields({
      version: count,
      at: isoTime,
      by: text,
      action: oneOf('found', 'saved', 'restored', 'removed'),
      of: orNull(count),
      changes: listOf(fields({ path: text, title: text, before: anything, after: anything })),
      isCurrent: flag,
      isShipped: flag,
      problem: text,
    }),
  ),
});

export interface DocumentList {
  readonly documents: readonly DocumentEntry[];
  readonly strays: readonly { readonly path: string; readonly reason: string }[];
}

export function isDocumentList(value: unknown): value is DocumentList {
  return list(value);
}

export function isDocumentView(value: unknown): value is DocumentView {
  return view(value);
}

export function isVersionList(value: unknown): value is { readonly versions: readonly VersionEntry[] } {
  return versions(value);
}

export function isIssueList(
  value: unknown,
): value is { readonly issues: readonly { readonly path: string; readonly message: string }[] } {
  return fields({ issues: listOf(fields({ path: text, message: text })) })(value);
}
