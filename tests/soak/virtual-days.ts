import { join } from 'node:path';
import { compose } from '../../main/compose.ts';
import type { Workbench } from '../../main/session/ports.ts';
import { judgeFlatness, type Verdict } from './flatness.ts';
import { Sampler } from './sampler.ts';

const MINUTES_A_DAY = 1440;

/** The real workbench of the repository on a workspace of its own. */
export function soakWorkbench(root: string, workspace: string, environment: Record<string, string> = {}): Workbench {
  return compose({ workspace, shippedConfig: join(root, 'config'), cwd: root, environment });
}

/** One session over days of simulated time, with a page looking on. */
export async function soakVirtualDays(
  workbench: Workbench,
  options: { readonly days: number; readonly seed: number },
): Promise<Verdict> {
  const workstation = workbench.openWorkstation();
  let frames = 0;
  workstation.onFrame(() => {
    frames++;
  });
  const sampler = new Sampler(1000);
  const startedAt = performance.now();
  const session = await workstation.adopt((hooks) =>
    workbench.startSession(
      {
        source: 'mock',
        durationMin: options.days * MINUTES_A_DAY,
        replay: null,
        fundingFile: null,
        symbol: 'BTCUSDT',
        interval: null,
        strategy: 'default',
        seed: options.seed,
        speed: 'max',
        startMs: null,
        breakersOn: false,
        dryRun: false,
        mustReach: false,
        resume: false,
      },
      hooks,
    ),
  );
  const outcome = await session.done;
  const samples = sampler.stop();
  await workstation.dispose('soak');
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const { isFlat, lines } = judgeFlatness(samples);
  const finding = workbench.audit('latest').finding;
  const { difference, events } = workbench.verify('latest');
  const isSound = outcome.reason === 'completed' && finding === null && difference === null;
  return {
    isFlat: isFlat && isSound,
    lines: [
      `${options.days} days in ${seconds} s: ${outcome.reason}, ${outcome.report?.candles} candles, ${outcome.report?.trades} trades, ${events} events, ${frames} frames`,
      `${isSound ? 'sound' : 'WRONG'} audit ${finding ?? 'clean'}, recomputed ${difference === null ? 'identical' : `different at ${difference.seq}`}`,
      ...lines,
    ],
  };
}
