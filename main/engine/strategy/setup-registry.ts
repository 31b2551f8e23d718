import type { SetupFactory } from './setup.ts';
import { pullbackRibbon } from './setups/pullback-ribbon.ts';
import { smaCrossover } from './setups/sma-crossover.ts';
import { sweepInvalidation } from './setups/sweep-invalidation.ts';

/** Every setup, in the order in which they are tried: the first that fires is the candle's only candidate. */
export const SETUPS: readonly SetupFactory[] = [pullbackRibbon, sweepInvalidation, smaCrossover];
