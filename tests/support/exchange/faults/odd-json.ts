import type { Faults } from './faults.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Data as the switches `numbersNotStrings` and `unknownKeys` have it, in answers and in frames. */
export function oddData(data: unknown, faults: Faults): unknown {
  if (!faults.numbersNotStrings && !faults.unknownKeys) return data;
  if (Array.isArray(data)) return data.map((item) => oddData(item, faults));
  if (typeof data === 'string') return faults.numbersNotStrings && NUMBER.test(data) ? Number(data) : data;
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) => [key, oddData(value, faults)]);
  return { ...Object.fromEntries(entries), ...(faults.unknownKeys ? { addedLater: { version: 2 } } : {}) };
}
