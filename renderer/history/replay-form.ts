import type { OpenedRun } from '../../shared/opened-run.ts';
import type { StartForm } from '../dialogs/start-form.ts';
import { TEXT } from '../text/page.ts';

/** What the Start dialog begins with to play a run again: its market, and its strategy if that is still known by name. */
export function replayForm({ summary, session, limits }: OpenedRun, strategies: readonly string[]): Partial<StartForm> {
  const { run, strategy, symbol } = summary;
  return {
    source: 'replay',
    replay: run,
    duration: '0',
    speed: TEXT.start.max,
    interval: '',
    seed: String(session.seed),
    ...(strategy !== null && strategies.includes(strategy) ? { strategy } : {}),
    ...(symbol === null ? {} : { symbol }),
    ...(limits === null ? {} : { breakersOn: limits.is_on }),
  };
}
