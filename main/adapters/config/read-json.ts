import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssue } from '../../../shared/config/describe-issue.ts';
import { Failure } from '../../../shared/failure.ts';

const LARGEST_CONFIG = 1_000_000;

/** Reads a configuration file as JSON. A missing, unreadable or broken file is a Failure('bad_config') that names it. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new Failure('bad_config', `${path}: ${why}; give the path of a JSON file`);
  }
  return parseJson(text, path);
}

/** The same for text that was read already; `path` is only named. */
export function parseJson(text: string, path: string): unknown {
  if (text.length > LARGEST_CONFIG)
    throw new Failure('bad_config', `${path}: larger than 1 MB, which no configuration is`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure('bad_config', `${path}: not valid JSON${placeOf(error)}; give a JSON file`);
  }
}

/** Where the parser gave up. Its own message quotes the file, which may be any file that a page names: that stays here. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const place = /line \d+ column \d+/.exec(message)?.[0];
  if (place !== undefined) return ` at ${place}`;
  return message.startsWith('Unexpected end') ? ': it ends too early' : '';
}

/** Checks a value against its schema; the first fault is a Failure('bad_config') with file, path and what is allowed. */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, value: unknown, path: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Failure('bad_config', `${path}: ${describeIssue(parsed.error, value)}`);
  return parsed.data;
}
