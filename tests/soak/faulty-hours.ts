import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { SessionHandle, Workbench } from '../../main/session/ports.ts';
import { type RunOptions, UNFINISHED_RUN } from '../../shared/run-options.ts';
import { SplitMix } from '../support/seeded.ts';
import { judgeFlatness, type Verdict } from './flatness.ts';
import { Sampler } from './sampler.ts';

/** What befalls the market data, each for some seconds; all short enough that a session need not end. */
const FAULTS = [
  'halfOpen=true',
  'restDown=true',
  'floodPerSecond=200',
  'malformedPerSecond=50',
  'dropFrames=0.3',
  'duplicateFrames=0.3',
  'reorderFrames=0.3',
  'http503=0.5',
  'code10006=0.5',
  'restLatencyMs=800',
] as const;
const FAULT_EVERY_S = 60;

/** The local exchange as a child, with its faults planned. Resolves with its addresses. */
export async function startFaultyExchange(
  program: string,
  plan: { readonly seconds: number; readonly seed: number },
): Promise<{ readonly child: ChildProcess; readonly environment: Record<string, string> }> {
  const random = new SplitMix(plan.seed);
  const faults: string[] = [];
  for (let at = FAULT_EVERY_S; at < plan.seconds - 30; at += FAULT_EVERY_S)
    faults.push('--fault', `${FAULTS[random.between(0, FAULTS.length - 1)]}@${at}+${random.between(5, 20)}`);
  const args = [
    '--disable-warning=ExperimentalWarning',
    program,
    '--port',
    '0',
    '--seed',
    String(plan.seed),
    ...faults,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const environment: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const [, name, value] = /^(LA_BITUNIX_(?:REST|WS)_URL)=(\S+)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) environment[name] = value;
    if (Object.keys(environment).length === 2) break;
  }
  child.stdout?.resume();
  return { child, environment };
}

/** Live sessions in real time while the exchange misbehaves; one that ends is followed by the next. */
export async function soakFaultyHours(workbench: Workbench, hours: number): Promise<Verdict> {
  const sampler = new Sampler(5000);
  const end = performance.now() + hours * 3_600_000;
  const reasons: string[] = [];
  let isOver = false;
  let current: SessionHandle | undefined;
  const timer = setTimeout(() => {
    isOver = true;
    current?.requestStop('user_stop', 'soak');
  }, hours * 3_600_000);
  while (!isOver && performance.now() < end) {
    current = await workbench.startSession(LIVE, { notice: () => {} });
    reasons.push((await current.done).reason);
    const { finding } = workbench.audit('latest');
    const { difference } = workbench.verify('latest');
    if (finding !== null || difference !== null) reasons.push(`WRONG: ${finding ?? `different at ${difference?.seq}`}`);
  }
  clearTimeout(timer);
  const { isFlat, lines } = judgeFlatness(sampler.stop());
  const isSound = reasons.every((reason) => reason === 'user_stop' || reason === 'stale_data');
  return {
    isFlat: isFlat && isSound,
    lines: [`${hours} h with faults: sessions ended ${reasons.join(', ')}`, ...lines],
  };
}

const LIVE: RunOptions = { ...UNFINISHED_RUN, source: 'bitunix', breakersOn: false, resume: false };
