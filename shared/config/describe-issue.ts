import type { z } from 'zod';

/** What is wrong with a value: where it stands, and a sentence that goes on from its name. */
export interface ConfigFault {
  /** Dotted; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** One line for the first fault of a parse: "risk.risk_pct: must be at most 10 (found 50)". */
export function describeIssue(error: z.ZodError, input: unknown): string {
  const fault = faultsOf(error, input)[0];
  if (fault === undefined) return 'is not valid';
  return `${fault.path === '' ? 'the file' : fault.path}: ${fault.message}`;
}

/** Every fault of a parse. `quotes`: say what was found; not for values that may be secret. */
export function faultsOf(error: z.ZodError, input: unknown, quotes = true): readonly ConfigFault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, input, quotes));
}

function faultsOfIssue(issue: Issue, input: unknown, quotes: boolean): readonly ConfigFault[] {
  const keys = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...keys, key].join('.'), message: 'unknown key' }));
  }
  const found = quotes ? ` (found ${foundAt(keys, input)})` : '';
  return [{ path: keys.join('.'), message: `${sentence(issue)}${found}` }];
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}`;
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function foundAt(path: readonly string[], input: unknown): string {
  let node: unknown = input;
  for (const key of path) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
  return quoted(node);
}

/** A value as it stands in the file; JSON would call a number beyond all bounds null. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
