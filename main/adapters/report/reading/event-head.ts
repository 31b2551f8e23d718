import { parseFields, textOf } from './fields.ts';

export interface EventHead {
  readonly name: string;
  /** ISO text; '' when the event has none. */
  readonly at: string;
}

const PREFIX = '{"event":"';
const STAMP = '","timestamp":"';
const ISO_LENGTH = 24;
const LONGEST_HEAD = 96;

/**
 * Name and time of an event from the start of its line, where the writer puts them, without parsing it: a year of minutes
 * is a million lines. Undefined when the line is no event.
 */
export function eventHead(buffer: Buffer, start: number, end: number): EventHead | undefined {
  const head = buffer.toString('latin1', start, Math.min(end, start + LONGEST_HEAD));
  if (head.startsWith(PREFIX)) {
    const quote = head.indexOf('"', PREFIX.length);
    if (quote > 0 && head.startsWith(STAMP, quote)) {
      const from = quote + STAMP.length;
      return { name: head.slice(PREFIX.length, quote), at: head.slice(from, from + ISO_LENGTH) };
    }
  }
  const event = parseFields(buffer.toString('utf8', start, end)) ?? {};
  const { event: name } = event;
  return typeof name === 'string' && name !== '' ? { name, at: textOf(event, 'timestamp') } : undefined;
}
