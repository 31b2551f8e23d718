import { restBaseUrl } from '../../adapters/bitunix/exchange-urls.ts';
import { inspectDatabase } from '../../adapters/sqlite/inspect-database.ts';
import { type Reached, reach } from '../../adapters/system/reach.ts';
import { type Check, type DoctorContext, type Finding, failed, ok, together, warning } from './finding.ts';

const TIMEOUT_MS = 5000;
const LARGE_SKEW_MS = 5000;
const JUMP_MS = 2000;

/** What is asked of the exchange once and used by two checks. */
export interface ExchangeProbe {
  readonly host: string;
  readonly reached: Reached;
}

/** Asks the exchange's public address for any answer. Throws Failure('bad_environment') for an unsafe address. */
export async function probeExchange(context: DoctorContext): Promise<ExchangeProbe> {
  const url = restBaseUrl(context.environment.LA_BITUNIX_REST_URL);
  return { host: new URL(url).host, reached: await reach(url, TIMEOUT_MS) };
}

/** Live data need the exchange; the simulated sources do not, and then it is a warning only. */
export function connectivityCheck(probe: Promise<ExchangeProbe>): Check {
  return {
    name: 'connectivity',
    checked: 'the exchange answers',
    run: async ({ paths }) => {
      const { host, reached } = await probe;
      if (reached.isReached) return ok(`${host} answered in ${reached.roundTripMs} ms`);
      const found = `${host} cannot be reached: ${reached.why}`;
      const needsIt = (inspectDatabase(paths.database)?.unfinished?.setup ?? '').includes('"source":"bitunix"');
      if (needsIt) return failed(found, 'check the network; the unfinished run needs live data');
      return warning(found, 'check the network before --source bitunix; the simulated market needs none');
    },
  };
}

/** The wall clock against the monotonic one, the newest run and the exchange's clock. */
export function clockCheck(probe: Promise<ExchangeProbe>): Check {
  return {
    name: 'clock',
    checked: 'the clock runs evenly, is not behind the newest run, and agrees with the exchange',
    run: async ({ paths }) => {
      const newestStart = inspectDatabase(paths.database)?.newestStart ?? null;
      const exchange = await probe.then(({ reached }) => (reached.isReached ? reached.skewMs : null)).catch(() => null);
      const wallMs = Date.now();
      return judgeClock({
        wallMs,
        monotonicDriftMs: wallMs - (performance.timeOrigin + performance.now()),
        newestStartMs: newestStart === null ? null : Date.parse(newestStart),
        exchangeSkewMs: exchange,
      });
    },
  };
}

export interface ClockFigures {
  readonly wallMs: number;
  /** Wall time passed since the program started, minus monotonic time passed. */
  readonly monotonicDriftMs: number;
  readonly newestStartMs: number | null;
  /** Exchange clock minus ours; null when it was not reached. */
  readonly exchangeSkewMs: number | null;
}

/** A clock that is wrong moves the day's limits and the funding; one that jumps is named. */
export function judgeClock({ wallMs, monotonicDriftMs, newestStartMs, exchangeSkewMs }: ClockFigures): Finding {
  const todo = 'set the clock of this machine, best by network time';
  const findings: Finding[] = [];
  if (Math.abs(monotonicDriftMs) > JUMP_MS)
    findings.push(warning(`the clock jumped by ${Math.round(monotonicDriftMs)} ms while this ran`, todo));
  if (newestStartMs !== null && newestStartMs - wallMs > 60_000)
    findings.push(failed(`the newest run began ${Math.round((newestStartMs - wallMs) / 1000)} s in the future`, todo));
  if (exchangeSkewMs !== null && Math.abs(exchangeSkewMs) > LARGE_SKEW_MS)
    findings.push(failed(`${Math.round(exchangeSkewMs / 1000)} s off the exchange's clock`, todo));
  const exchange = exchangeSkewMs === null ? 'exchange clock not checked' : 'within 5 s of the exchange';
  return together(findings, `runs evenly; ${exchange}`);
}
