import { z } from 'zod';
import { INTERVAL_NAMES, type Interval } from '../interval.ts';
import { field, section } from './field-meta.ts';

/** What a session can run on. */
export const SOURCES = ['mock', 'bitunix', 'replay'] as const;

/** Slower than this is not offered. */
const SLOWEST = 0.1;

/** `<workspace>/config/session.json`: what the Start dialog begins with. Whatever is chosen there wins. */
export const sessionSchema = section(
  z
    .strictObject({
      source: field(z.enum(SOURCES).default('mock'), 'Market', { help: 'Where candles and quotes come from.' }),
      strategy: field(
        z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the name of a strategy: 1 to 64 letters, digits, _ or -')
          .default('default'),
        'Strategy',
        { help: 'By its file name.' },
      ),
      duration_min: field(z.number().min(0).max(525_600).default(0), 'Duration', {
        unit: 'minutes',
        help: '0 runs until it is stopped.',
      }),
      speed: field(z.number().min(0).max(1000).default(1), 'Speed', {
        unit: '×',
        help: '1 is real time; 0 is as fast as the machine allows. Live data come at 1 only.',
      }),
      symbol: field(
        z
          .string()
          .regex(/^[A-Z0-9]{3,20}$/, 'must be a symbol such as BTCUSDT')
          .default('BTCUSDT'),
        'Symbol',
        { help: 'The contract that is traded.' },
      ),
      interval: field(z.enum(['auto', ...INTERVAL_NAMES] as ['auto', ...Interval[]]).default('auto'), 'Interval', {
        help: 'Length of a candle.',
      }),
      breakers: field(z.boolean().default(true), 'Circuit breakers', {
        help: 'Without them no loss ends a session by itself.',
      }),
    })
    .refine(({ speed }) => speed === 0 || speed >= SLOWEST, {
      path: ['speed'],
      message: `must be 0 or at least ${SLOWEST}`,
    })
    .refine(({ source, speed }) => source !== 'bitunix' || speed === 1, {
      path: ['speed'],
      message: 'must be 1 with Bitunix: live data come in real time',
    })
    .refine(({ source, speed, duration_min: duration }) => source !== 'mock' || speed !== 0 || duration > 0, {
      path: ['duration_min'],
      message: 'must be above 0 for the simulated market at speed 0: it would never end',
    }),
  'Start dialog',
  {
    order: 1,
    help: 'What the Start dialog begins with; what is chosen there wins. The command line has its own flags.',
  },
);

export type SessionDefaults = z.infer<typeof sessionSchema>;
