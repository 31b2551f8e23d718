import { existsSync } from 'node:fs';
import { type SessionDefaults, sessionSchema } from '../../../shared/config/session.ts';
import { parseConfig, readJson } from './read-json.ts';

/** Reads session.json; without the file the defaults of its schema hold. Throws Failure('bad_config'). */
export function loadSessionDefaults(path: string): SessionDefaults {
  return parseConfig(sessionSchema, existsSync(path) ? readJson(path) : {}, path);
}
