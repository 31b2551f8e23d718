import { z } from 'zod';
import { dataFaults } from './data-faults.ts';
import { restFaults } from './rest-faults.ts';
import { socketFaults } from './socket-faults.ts';
import { amount } from './switches.ts';

const schema = z.strictObject({
  clockOffsetMs: amount('the clock of the exchange is ahead by this: trades, bars, `ts`, Date header, signature check'),
  ...restFaults,
  ...dataFaults,
  ...socketFaults,
});

/** Everything that can go wrong, as switches that may be set and reset while the exchange runs. */
export type Faults = z.infer<typeof schema>;

export type FaultName = keyof Faults;

/** Switches at their defaults, but for those given. */
export function createFaults(given: Partial<Faults> = {}): Faults {
  return schema.parse(given);
}

/** Name, default and meaning of every switch, one a line. */
export function describeFaults(): string {
  const defaults = createFaults();
  return Object.entries(schema.shape)
    .map(([name, type]) => `  ${name}=${JSON.stringify(defaults[name as FaultName])}\n      ${type.description ?? ''}`)
    .join('\n');
}

/**
 * Sets a switch to a value given as text: JSON, or a plain word. Throws an error that names the switch when there is no
 * such switch or it does not take this value.
 */
export function setFault(faults: Faults, name: string, text: string): void {
  if (!(name in schema.shape)) throw new Error(`there is no fault "${name}"`);
  const parsed = schema.safeParse({ ...faults, [name]: parsedValue(text) });
  if (!parsed.success) throw new Error(`fault ${name}: ${parsed.error.issues[0]?.message ?? 'bad value'}`);
  Object.assign(faults, { [name]: parsed.data[name as FaultName] });
}

/** Puts a switch back to its default. */
export function resetFault(faults: Faults, name: FaultName): void {
  Object.assign(faults, { [name]: createFaults()[name] });
}

function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
