import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/ipc/frames.ts';
import { ROOT, temporaryFolder, workbenchIn } from '../support/workspace.ts';

describe('frames', () => {
  it('tell of a trip with its end, never later', async () => {
    const workstation = workbenchIn(temporaryFolder()).openWorkstation();
    const frames: Frame[] = [];
    workstation.onFrame((frame) => frames.push(frame));
    const replay = join(ROOT, 'tests', 'fixtures', 'losing-streak.csv');
    expect(await workstation.request('start', { source: 'replay', replay, speed: 0 }, 'test')).toMatchObject({
      ok: true,
    });
    const ended = () => frames.filter(({ session }) => session?.state === 'stopped');
    while (ended().length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(ended()[0]).toMatchObject({
      session: { stop_reason: 'circuit_breaker' },
      safety: { tripped: { reason: expect.any(String) } },
    });
    await workstation.dispose('test');
  });
});
