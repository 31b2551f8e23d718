import { Failure } from '../../shared/failure.ts';
import { AlertSink, sendTestNotice } from '../adapters/alerts/alert-sink.ts';
import { loadAlerts, secretsOfAlerts } from '../adapters/config/alerts-file.ts';
import type { Log } from '../session/ports.ts';
import type { CompositionContext } from './context.ts';

/** The workspace's alerts.json, its addresses masked from now on wherever text leaves the process. Throws Failure('bad_config'). */
export function knownAlerts(context: CompositionContext) {
  const config = loadAlerts(context.paths.alerts);
  context.keepSecret(secretsOfAlerts(config));
  return config;
}

/** What tells people of a session; null when alerts.json gives no address. */
export function openAlerts(runId: string, log: Log, context: CompositionContext): AlertSink | null {
  const config = knownAlerts(context);
  if (config.webhook_url === null && config.ping_url === null) return null;
  return new AlertSink({ config, runId, log, scrub: context.scrub, monotonicMs: () => performance.now() });
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
