import { describe, expect, it } from 'vitest';
import { MOCK_RUN, readEvents, temporaryFolder, workbenchIn } from '../support/workspace.ts';

describe('a sleep of the computer', () => {
  it.each([
    [0, []],
    [100, ['SystemSuspended', 'SystemResumed']],
  ])(
    'at speed %i is told to a session whose time goes on with the wall clock, and to no other: %j',
    async (speed, told) => {
      const workbench = workbenchIn(temporaryFolder());
      const workstation = workbench.openWorkstation();
      const session = await workstation.adopt((hooks) =>
        workbench.startSession({ ...MOCK_RUN, durationMin: 5, speed: speed === 0 ? 'max' : speed }, hooks),
      );
      workstation.power({ kind: 'suspended' });
      workstation.power({ kind: 'resumed', asleepMs: 60_000 });
      session.requestStop('user_stop', 'test');
      await session.done;
      const events = readEvents(session.runDir).map(({ event }) => event);
      expect(events.filter((event) => event.startsWith('System'))).toEqual(told);
      await workstation.dispose('test');
    },
  );
});
