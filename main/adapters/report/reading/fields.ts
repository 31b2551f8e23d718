/** An object from disk whose shape nobody vouches for: a page about a damaged run must still come out. */
export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** JSON text as an object; undefined when it is none. */
export function parseFields(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Text or number as text, anything else as ''. */
export function textOf(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Number, or decimal text as number; NaN for anything else. */
export function numberOf(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
}

export function listOf(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? value : [];
}

/** "reason drawdown, equity 9400, by user": every field in words, nested objects flattened, header fields left out. */
export function describeFields(fields: Fields, leaveOut: readonly string[] = []): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (HEADER.has(key) || leaveOut.includes(key) || value === null || value === '') continue;
    if (typeof value === 'object' && !Array.isArray(value)) {
      const inner = describeFields(asFields(value));
      if (inner !== '') parts.push(inner);
    } else {
      parts.push(`${key.replaceAll('_', ' ')} ${shown(key, value)}`);
    }
  }
  return parts.join(', ');
}

const HEADER = new Set(['event', 'timestamp', 'seq', 'event_id']);
const TIME_KEYS = new Set(['from', 'to', 'open_time']);

function shown(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => shown(key, item)).join(' ');
  if (TIME_KEYS.has(key) && typeof value === 'number' && Math.abs(value) < 8e15) return new Date(value).toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
