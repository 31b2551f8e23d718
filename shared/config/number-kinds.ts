import { z } from 'zod';

/** A whole number of candles. Bounds are part of the contract: an error message names them. */
export const bars = (low: number, high: number) => z.number().int().min(low).max(high);

/** A number within bounds. */
export const factor = (low: number, high: number) => z.number().min(low).max(high);
