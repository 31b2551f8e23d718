import { z } from 'zod';

/** What a notice can be about. */
export const ALERT_EVENTS = ['fill', 'trip', 'halt', 'feed_lost', 'recovered', 'kill_incomplete'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

const address = z
  .string()
  .max(2000)
  .refine(isWebAddress, 'must be an http:// or https:// address')
  .nullable()
  .default(null);

/** `<workspace>/config/alerts.json`: where notices go. Without the file, or without an address, none is sent. */
export const alertsSchema = z.strictObject({
  /** Gets a POST with JSON for each notice. */
  webhook_url: address,
  /** Asked regularly, but only while decisions are made: whoever listens raises the alarm when it falls silent. */
  ping_url: address,
  events: z.array(z.enum(ALERT_EVENTS)).default([...ALERT_EVENTS]),
});

export type AlertsConfig = z.infer<typeof alertsSchema>;

export const NO_ALERTS: AlertsConfig = { webhook_url: null, ping_url: null, events: [] };

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}
