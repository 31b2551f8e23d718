import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReplayVerdict } from '../../../../shared/replay-verdict.ts';
import { asFields, textOf } from './fields.ts';

const text = z.string();

const verdictSchema = z.object({
  schema_version: z.literal(1),
  run_id: text,
  verdict: z.enum(['IDENTICAL', 'DIFFERENT']),
  checked_at: text,
  engine_version: text,
  events: z.number(),
  difference: z.object({ seq: z.number(), recorded: text, recomputed: text }).nullable(),
  journal_hash: text,
}) satisfies z.ZodType<ReplayVerdict>;

/** The recorded verdict; null when there is none, which most runs have. One that cannot be read becomes a note. */
export async function readVerdict(runDir: string, notes: string[]): Promise<ReplayVerdict | null> {
  let json: string;
  try {
    json = await readFile(join(runDir, 'verdict.json'), 'utf8');
  } catch (error) {
    const code = textOf(asFields(error), 'code');
    if (code !== 'ENOENT') notes.push(`verdict.json cannot be read (${code || String(error)}).`);
    return null;
  }
  try {
    const parsed = verdictSchema.safeParse(JSON.parse(json));
    if (parsed.success) return parsed.data;
  } catch {
    // not JSON: the note below says so too
  }
  notes.push('verdict.json is damaged; check the run again with la replay --verify.');
  return null;
}
