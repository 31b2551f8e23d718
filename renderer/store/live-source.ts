import { isBarList } from '../messages/server-message.ts';
import type { Commands } from './commands.ts';
import type { RunSource } from './desk.ts';

/** The session of the workstation, asked for what scrolled out of the view. */
export function liveSource(commands: Commands): RunSource {
  return {
    isPast: false,
    bars: async (before, count) => {
      const reply = await commands.ask('bars', { before, count });
      return reply.ok && isBarList(reply.value) ? reply.value.bars : [];
    },
  };
}
