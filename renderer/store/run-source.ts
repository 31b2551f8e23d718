import { isBarList, isDecisionList } from '../messages/run-messages.ts';
import type { Commands } from './commands.ts';
import type { RunSource } from './desk.ts';

/** A run that is over: its candles and decisions, from its folder. */
export function pastSource(commands: Commands, run: string): RunSource {
  return {
    isPast: true,
    bars: async (before, count) => {
      const reply = await commands.ask('runBars', { run, before: whole(before), count });
      return reply.ok && isBarList(reply.value) ? reply.value.bars : [];
    },
    decisions: (from, to) => decisionsOf(commands, run, from, to),
  };
}

/** Decisions of any run of the workspace, running or over. */
export async function decisionsOf(
  commands: Commands,
  run: string,
  from: number,
  to: number,
): ReturnType<RunSource['decisions']> {
  const reply = await commands.ask('runDecisions', { run, from: whole(from), to: whole(to) });
  return reply.ok && isDecisionList(reply.value) ? reply.value.decisions : [];
}

/** The contract takes whole ms that a Date can hold. */
function whole(ms: number): number {
  return Math.round(Math.min(8.64e15, Math.max(-8.64e15, ms)));
}
