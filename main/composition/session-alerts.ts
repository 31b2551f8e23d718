import { statSync } from 'node:fs';
import type { AlertsConfig } from '../../shared/config/alerts.ts';
import { Failure } from '../../shared/failure.ts';
import { AlertSink, sendTestNotice } from '../adapters/alerts/alert-sink.ts';
import { loadAlerts, secretsOfAlerts } from '../adapters/config/alerts-file.ts';
import type { Log } from '../session/ports.ts';
import type { CompositionContext } from './context.ts';

const LOOK_EVERY_MS = 1000;

/** The workspace's alerts.json, its addresses masked from now on wherever text leaves the process. Throws Failure('bad_config'). */
export function knownAlerts(context: CompositionContext) {
  const config = loadAlerts(context.paths.alerts);
  context.keepSecret(secretsOfAlerts(config));
  return config;
}

/** What tells people of a session. Throws Failure('bad_config') when alerts.json is broken. */
export function openAlerts(runId: string, log: Log, context: CompositionContext): AlertSink {
  const monotonicMs = () => performance.now();
  return new AlertSink({ config: followAlerts(log, context), runId, log, scrub: context.scrub, monotonicMs });
}

/**
 * alerts.json as it is now, looked at no more than once a second: notices are no part of what a run recomputes, so a change
 * may act at once. While the file is broken what held before goes on, and the log says so.
 */
function followAlerts(log: Log, context: CompositionContext): () => AlertsConfig {
  let config = knownAlerts(context);
  let seen = stampOf(context.paths.alerts);
  let lookedAt = performance.now();
  return () => {
    const now = performance.now();
    if (now - lookedAt < LOOK_EVERY_MS) return config;
    lookedAt = now;
    const stamp = stampOf(context.paths.alerts);
    if (stamp === seen) return config;
    seen = stamp;
    try {
      config = knownAlerts(context);
      log.write('INFO', 'alerts', 'alerts.json was changed and holds from now on');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.write('WARNING', 'alerts', `${why}; what held before goes on`);
    }
    return config;
  };
}

/** Tells one state of a file from another. Never throws: nothing about notices may reach a session. */
function stampOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  }
}

/** Sends a test notice; returns the host that took it. Throws Failure('bad_config' | 'unreachable'). */
export async function testAlerts(context: CompositionContext): Promise<string> {
  const { webhook_url: url } = knownAlerts(context);
  if (url === null)
    throw new Failure(
      'bad_config',
      `${context.paths.alerts}: no webhook_url; write {"webhook_url": "https://…"} there`,
    );
  try {
    await sendTestNotice(url, new Date().toISOString());
  } catch (error) {
    throw new Failure('unreachable', `the notice did not arrive: ${error instanceof Error ? error.message : error}`);
  }
  return new URL(url).host;
}
