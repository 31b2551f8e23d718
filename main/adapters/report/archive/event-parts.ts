import { readdir } from 'node:fs/promises';

/** The files of a run's events in order: `events.1.jsonl`, `events.2.jsonl` …, then `events.jsonl`, which is the newest. */
export async function eventParts(runDir: string): Promise<string[]> {
  return orderedParts(await readdir(runDir));
}

/** The same, of the names in a folder. */
export function orderedParts(names: readonly string[]): string[] {
  const parts = names
    .map((name) => ({ name, number: /^events\.(\d+)\.jsonl$/.exec(name)?.[1] }))
    .filter((part) => part.number !== undefined)
    .sort((a, b) => Number(a.number) - Number(b.number))
    .map((part) => part.name);
  return names.includes('events.jsonl') ? [...parts, 'events.jsonl'] : parts;
}
