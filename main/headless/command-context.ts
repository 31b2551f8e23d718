import type { Workbench } from '../session/ports.ts';
import type { Console } from './console.ts';

/** What every command gets. */
export interface CommandContext {
  readonly console: Console;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The workbench of a workspace: the flag, else LA_WORKSPACE, else ./.workspace. */
  workbench(workspace: string | undefined): Workbench;
  /** Sets the exit code of the process. */
  exit(code: number): void;
}

/** Asks for a confirmation, or takes `--yes`. Returns false when it was given neither. */
export async function isConfirmed(context: CommandContext, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  const answer = await context.console.ask(`${question} Type yes to confirm: `);
  return answer?.trim().toLowerCase() === 'yes';
}
