import type { z } from 'zod';

/** One line for the first fault of a parse: "risk.risk_pct: must be at most 10 (found 50)". */
export function describeIssue(error: z.ZodError, input: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'is not valid';
  const path = issue.path.map(String);
  const at = (keys: readonly string[]) => (keys.length === 0 ? 'the file' : keys.join('.'));
  const found = (): string => {
    let node: unknown = input;
    for (const key of path) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
    return node === undefined ? 'nothing' : JSON.stringify(node);
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${at([...path, issue.keys[0] ?? ''])}: unknown key`;
    case 'too_small':
      return `${at(path)}: must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum} (found ${found()})`;
    case 'too_big':
      return `${at(path)}: must be ${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum} (found ${found()})`;
    case 'invalid_type':
      return `${at(path)}: must be ${article(issue.expected)} (found ${found()})`;
    case 'invalid_value':
      return `${at(path)}: must be one of ${issue.values.map(String).join(', ')} (found ${found()})`;
    default:
      return `${at(path)}: ${issue.message} (found ${found()})`;
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
