import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssue } from '../../../shared/config/describe-issue.ts';
import { Failure } from '../../../shared/failure.ts';

const LARGEST_CONFIG = 1_000_000;
const DEEPEST_CONFIG = 20;
const TOO_LARGE = 'larger than 1 MB, which no configuration is';

/** Reads a configuration file as JSON. A missing, unreadable or broken file is a Failure('bad_config') that names it. */
export function readJson(path: string): unknown {
  return parseJson(readConfigFile(path).toString('utf8'), path);
}

/**
 * Reads a configuration file byte for byte. Whatever else lies there is a Failure('bad_config') before it is read: a pipe would
 * hold up the session for ever, and a huge file take its memory.
 */
export function readConfigFile(path: string): Buffer {
  try {
    const stat = statSync(path);
    if (stat.isFile() && stat.size <= LARGEST_CONFIG) return readFileSync(path);
    const why = stat.isFile() ? TOO_LARGE : stat.isDirectory() ? 'it is a folder' : 'it is not a file';
    throw new Failure('bad_config', `${path}: ${why}; give the path of a JSON file`);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const why = code === 'ENOENT' ? 'there is no such file' : code;
    throw new Failure('bad_config', `${path}: ${why}; give the path of a JSON file`);
  }
}

/** The same for text that was read already; `path` is only named. */
export function parseJson(text: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure('bad_config', `${path}: not valid JSON${placeOf(error)}; give a JSON file`);
  }
  if (!isDeeper(value, DEEPEST_CONFIG)) return value;
  throw new Failure('bad_config', `${path}: nested more than ${DEEPEST_CONFIG} levels deep, which no configuration is`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1));
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
