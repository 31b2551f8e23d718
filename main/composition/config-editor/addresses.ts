import { type AlertsConfig, alertsSchema } from '../../../shared/config/alerts.ts';
import { FIELDS } from '../../../shared/config/field-meta.ts';
import { Failure } from '../../../shared/failure.ts';

/** What a page learns of an address that may hold a secret. */
export interface ShownAddress {
  readonly host: string;
}

const SECRET_KEYS = Object.entries(alertsSchema.shape)
  .filter(([, schema]) => FIELDS.get(schema)?.isSecret === true)
  .map(([key]) => key);

/** alerts.json as it may be shown: addresses as their host. */
export function withoutAddresses(config: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config as AlertsConfig).map(([key, value]) => [
      key,
      SECRET_KEYS.includes(key) ? shown(value) : value,
    ]),
  );
}

function shown(address: unknown): ShownAddress | null {
  return typeof address === 'string' ? { host: new URL(address).host } : null;
}

/** A draft with `{"keep": true}` replaced by the address that is in the file. Throws Failure('bad_config') when there is none. */
export function withKeptAddresses(
  draft: Readonly<Record<string, unknown>>,
  kept: AlertsConfig | null,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(draft).map(([key, value]) => {
      const isKept = SECRET_KEYS.includes(key) && typeof value === 'object' && value !== null && 'keep' in value;
      if (!isKept) return [key, value];
      const stored = kept === null ? null : kept[key as keyof AlertsConfig];
      if (stored === null)
        throw new Failure('bad_config', `${key}: there is no address to keep; give one or remove it`);
      return [key, stored];
    }),
  );
}
