import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { orderedParts } from '../adapters/report/archive/event-parts.ts';

const NEWEST = 'events.jsonl';

/** The files that hold the events of which `path` names the end, oldest first: the full parts of a live run stand beside its `events.jsonl`. */
export function eventFilesOf(path: string): readonly string[] {
  if (basename(path) !== NEWEST || !existsSync(dirname(path))) return [path];
  const folder = dirname(path);
  const parts = orderedParts(readdirSync(folder)).filter((name) => name !== NEWEST);
  return [...parts, NEWEST].map((name) => join(folder, name));
}
