import { describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../main/composition/crash-hook.ts';
import { SplitMix } from '../support/seeded.ts';
import { readEvents, temporaryFolder } from '../support/workspace.ts';
import { checkDurableState } from './support/durable-state.ts';
import { La, la } from './support/la.ts';

const MINUTES = 60;
const RUN = [
  'run',
  '--source',
  'mock',
  '--duration',
  String(MINUTES),
  '--seed',
  '5',
  '--breakers',
  'off',
  '--workspace',
];
/** How often the campaign kills; more through the environment. */
const KILLS = Number(process.env.LA_CAMPAIGN_KILLS ?? 8);

/**
 * Finishes the run that was broken off so often. Its trades need not be those of an unbroken run: an order whose latency passed
 * while nothing ran executes on the first quote after. What counts is that they follow from what was recorded.
 */
async function expectFinished(workspace: string): Promise<void> {
  const end = await la([...RUN, workspace, '--speed', 'max', '--json']);
  expect(end.code).toBe(0);
  const report = JSON.parse(end.stdout) as { run_dir: string; status: string };
  expect(report.status).toBe('crashed_recovered');
  expect(checkDurableState(workspace)?.trades).toBeGreaterThan(0);
  expect(readEvents(report.run_dir).at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'completed' });
}

describe('8 crash campaign', () => {
  it('SIGKILL at random instants: nothing told is lost, nothing happens twice, equity exact, then finished', async () => {
    const random = new SplitMix(Number(process.env.LA_CAMPAIGN_SEED ?? 1));
    const workspace = temporaryFolder();
    let events = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const session = new La([...RUN, workspace, '--speed', String(random.between(20, 100))]);
      // The instant itself is what varies: from the first milliseconds of the start to the middle of trading.
      const timer = setTimeout(() => session.child.kill('SIGKILL'), random.between(250, 1800));
      const { code, stderr } = await session.finished();
      clearTimeout(timer);
      expect(code, stderr).toBeNull();
      const state = checkDurableState(workspace);
      expect(state?.events ?? 0).toBeGreaterThanOrEqual(events);
      events = state?.events ?? 0;
    }
    expect(events).toBeGreaterThan(200);
    await expectFinished(workspace);
  }, 120_000);

  it('SIGKILL at every point of a write to the journal', async () => {
    const random = new SplitMix(7);
    const workspace = temporaryFolder();
    for (const point of CRASH_POINTS.filter((each) => each !== 'begin_run')) {
      for (const speed of ['max', '100']) {
        if (point === 'end_run' && speed !== 'max') continue;
        const at = point === 'end_run' ? 1 : random.between(1, speed === 'max' ? 8 : 20);
        const env = { LA_TEST_CRASH_AT: `${point}:${at}` };
        const session = new La([...RUN, workspace, '--speed', speed], { env });
        await session.finished();
        expect(session.child.signalCode, `${point}:${at} at ${speed}: ${session.stderr}`).toBe('SIGKILL');
        checkDurableState(workspace);
      }
    }
    await expectFinished(workspace);
  }, 120_000);

  it('SIGKILL between the registration of a run and its first event: the next start begins it', async () => {
    const workspace = temporaryFolder();
    const session = new La([...RUN, workspace, '--speed', 'max'], { env: { LA_TEST_CRASH_AT: 'begin_run:1' } });
    await session.finished();
    expect(session.child.signalCode).toBe('SIGKILL');
    expect(checkDurableState(workspace)).toBeUndefined();
    await expectFinished(workspace);
  });
});
