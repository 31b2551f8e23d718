import type { Asker } from './confirmations.ts';

/**
 * Asks the person before notices go to an address that the page names: a page that runs foreign scripts could have what is
 * traded sent elsewhere, or this program ask any address. One dialog at a time.
 */
export class AddressConsent {
  private readonly asker: Asker;
  private isOpen = false;

  constructor(asker: Asker) {
    this.asker = asker;
  }

  /** `input`: that of a request to save a configuration. */
  async allows(input: unknown): Promise<boolean> {
    const addresses = addressesToAllow(input);
    if (addresses.length === 0) return true;
    if (this.isOpen) return false;
    this.isOpen = true;
    try {
      return await this.asker.ask({
        message: 'Send notices to this address?',
        detail: addresses.join('\n'),
        button: 'Send notices there',
      });
    } finally {
      this.isOpen = false;
    }
  }
}

/** Addresses that a save of alerts.json brings in; those that are kept or removed are none. */
export function addressesToAllow(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return [];
  const { id, values } = input as { readonly id?: unknown; readonly values?: unknown };
  if (id !== 'alerts' || typeof values !== 'object' || values === null) return [];
  return Object.values(values).filter((value) => typeof value === 'string');
}
