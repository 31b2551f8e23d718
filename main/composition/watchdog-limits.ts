import { DEFAULT_LIMITS, type WatchdogLimits } from '../adapters/system/watchdog.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The watchdog's limits; tests tighten them through the environment, nothing loosens them. */
export function watchdogLimits(environment: Environment): WatchdogLimits {
  const silence = tighter(environment.LA_TEST_WATCHDOG_MS, DEFAULT_LIMITS.runningMs);
  return {
    ...DEFAULT_LIMITS,
    tickMs: Math.min(DEFAULT_LIMITS.tickMs, Math.max(20, silence / 10)),
    runningMs: silence,
    seedingMs: Math.min(DEFAULT_LIMITS.seedingMs, silence * 3),
    maxRssBytes: tighter(environment.LA_TEST_MAX_RSS_MB, DEFAULT_LIMITS.maxRssBytes / 1_048_576) * 1_048_576,
  };
}

function tighter(text: string | undefined, limit: number): number {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 ? Math.min(value, limit) : limit;
}

/** Test hook: hangs the main thread for `LA_TEST_FREEZE_MS` a second after the start, as a bug would. */
export function freezeForTest(environment: Environment): void {
  const ms = Number(environment.LA_TEST_FREEZE_MS ?? 0);
  if (!(ms > 0)) return;
  setTimeout(() => {
    process.stderr.write(`test hook: the main thread hangs for ${ms} ms\n`);
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, 1000).unref();
}
