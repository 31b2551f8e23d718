import type { StoreApi } from 'zustand/vanilla';
import { isBarList } from '../messages/run-messages.ts';
import type { Commands } from './commands.ts';
import type { RunSource } from './desk.ts';
import { decisionsOf } from './run-source.ts';
import type { WorkstationState } from './workstation-state.ts';

/** The session of the workstation, asked for what scrolled out of the view. */
export function liveSource(commands: Commands, store: StoreApi<WorkstationState>): RunSource {
  return {
    isPast: false,
    bars: async (before, count) => {
      const reply = await commands.ask('bars', { before, count });
      return reply.ok && isBarList(reply.value) ? reply.value.bars : [];
    },
    decisions: async (from, to) => {
      const run = store.getState().session?.run_id;
      return run === undefined ? [] : decisionsOf(commands, run, from, to);
    },
  };
}
