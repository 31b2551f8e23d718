import { z } from 'zod';
import { field, section } from './field-meta.ts';

/** What a notice can be about. */
export const ALERT_EVENTS = ['fill', 'trip', 'halt', 'feed_lost', 'recovered', 'kill_incomplete'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

const address = () =>
  z.string().max(2000).refine(isWebAddress, 'must be an http:// or https:// address').nullable().default(null);

/** `<workspace>/config/alerts.json`: where notices go. Without the file, or without an address, none is sent. */
export const alertsSchema = section(
  z.strictObject({
    /** Gets a POST with JSON for each notice. */
    webhook_url: field(address(), 'Webhook', {
      help: 'Gets a POST with JSON for each notice. It counts as a secret: the page never shows it.',
      acts: 'at_once',
      isSecret: true,
    }),
    /** Asked regularly, but only while decisions are made: whoever listens raises the alarm when it falls silent. */
    ping_url: field(address(), 'Sign of life', {
      help: 'Asked at most every 30 seconds while decisions are made: let a service raise the alarm when it falls silent.',
      acts: 'at_once',
      isSecret: true,
    }),
    events: field(z.array(z.enum(ALERT_EVENTS)).default([...ALERT_EVENTS]), 'Tell about', {
      help: 'What is worth a notice.',
      acts: 'at_once',
    }),
  }),
  'Where and about what',
  { order: 1, help: 'Tell somebody who is not looking. Their failure never touches a session.' },
);

export type AlertsConfig = z.infer<typeof alertsSchema>;

export const NO_ALERTS: AlertsConfig = { webhook_url: null, ping_url: null, events: [] };

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}
