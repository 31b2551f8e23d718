import { existsSync } from 'node:fs';
import { type AlertsConfig, alertsSchema, NO_ALERTS } from '../../../shared/config/alerts.ts';
import { Failure } from '../../../shared/failure.ts';
import { readJson } from './read-json.ts';

/**
 * Reads alerts.json; without the file nothing is sent. Throws Failure('bad_config') that names file and key and never a
 * value: an address may hold a secret.
 */
export function loadAlerts(path: string): AlertsConfig {
  return existsSync(path) ? parseAlerts(readQuietly(path), path) : NO_ALERTS;
}

/** Checks what alerts.json holds; faults are told as `loadAlerts` tells them. */
export function parseAlerts(value: unknown, path: string): AlertsConfig {
  const parsed = alertsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? `${issue.keys[0]}: unknown key` : undefined;
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
  throw new Failure('bad_config', `${path}: ${key ?? `${where}: ${issue?.message ?? 'is not valid'}`}`);
}

/** The reader's own message would quote the text that is not JSON. */
function readQuietly(path: string): unknown {
  try {
    return readJson(path);
  } catch {
    throw new Failure('bad_config', `${path}: cannot be read as JSON; correct it, or remove it to send no notices`);
  }
}

/** The parts of addresses that let whoever knows them speak in our name: to be masked wherever text leaves the process. */
export function secretsOfAlerts({ webhook_url, ping_url }: Pick<AlertsConfig, 'webhook_url' | 'ping_url'>): string[] {
  return [webhook_url, ping_url].flatMap((address) => {
    if (address === null) return [];
    const url = new URL(address);
    const segments = url.pathname
      .split('/')
      .filter((part) => part.length >= 16 || (part.length >= 8 && /\d/.test(part)));
    const values = [...url.searchParams.values()].filter((value) => value.length >= 8);
    const own = [url.password, url.username].filter((part) => part.length >= 8);
    const rest = `${url.pathname}${url.search}`;
    return [address, ...(rest.length >= 8 ? [rest] : []), ...segments, ...values, ...own];
  });
}
