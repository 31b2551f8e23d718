import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventsFile } from '../../main/adapters/artifacts/events-file.ts';
import { orderedParts } from '../../main/adapters/report/archive/event-parts.ts';
import type { SessionEvent } from '../../shared/events.ts';
import { temporaryFolder } from '../support/workspace.ts';

const LINES = Array.from({ length: 40 }, (_, index) =>
  JSON.stringify({ event: 'ErrorBreakerClosed', seq: index + 1, text: 'é'.repeat(index) }),
);

function write(folder: string, lines: readonly string[], partBytes: number | null): void {
  const file = new EventsFile(join(folder, 'events.jsonl'), { isFollowed: true, partBytes });
  for (const line of lines) file.events([{ event: JSON.parse(line) as SessionEvent, line }]);
  file.close();
}

const partsIn = (folder: string) =>
  orderedParts(readdirSync(folder)).map((name) => readFileSync(join(folder, name), 'utf8'));

describe('9 events.jsonl', () => {
  it('of a live run comes in parts of bounded size, events.jsonl the newest, with every line once and in order', () => {
    const folder = temporaryFolder();
    write(folder, LINES, 500);
    const parts = partsIn(folder);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join('').trimEnd().split('\n')).toEqual(LINES);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(500);
    for (const part of parts) expect(part.endsWith('\n')).toBe(true);
  });

  it('written anew, as for a continued run, leaves nothing of the parts before', () => {
    const folder = temporaryFolder();
    write(folder, LINES, 200);
    write(folder, LINES.slice(0, 12), 500);
    expect(partsIn(folder).join('').trimEnd().split('\n')).toEqual(LINES.slice(0, 12));
  });

  it('whose name cannot be given to a full part loses nothing: the part grows on', () => {
    const folder = temporaryFolder();
    const file = new EventsFile(join(folder, 'events.jsonl'), { isFollowed: true, partBytes: 200 });
    mkdirSync(join(folder, 'events.1.jsonl', 'in the way'), { recursive: true });
    for (const line of LINES) file.events([{ event: JSON.parse(line) as SessionEvent, line }]);
    file.close();
    expect(readFileSync(join(folder, 'events.jsonl'), 'utf8').trimEnd().split('\n')).toEqual(LINES);
  });

  it('of a simulated run is one file', () => {
    const folder = temporaryFolder();
    write(folder, LINES, null);
    expect(readdirSync(folder)).toEqual(['events.jsonl']);
  });
});
