import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { openBrowser } from './serve.ts';

interface InspectFlags {
  verify?: boolean;
  open?: boolean;
  workspace?: string;
}

const WORKSPACE = ['--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)'] as const;

/** `la replay --verify`, `la audit` and `la report`: what a finished run says of itself. */
export function addInspect(program: Command, context: CommandContext): void {
  program
    .command('replay')
    .description('recompute a run from its recorded inputs and compare every event')
    .argument('<run>', 'run id, folder or latest')
    .option('--verify', 'compare with the journal (the default)')
    .option(...WORKSPACE)
    .action((run: string, flags: InspectFlags) => {
      const result = context.workbench(flags.workspace).verify(run);
      context.console.notice(
        result.isRecorded
          ? `recorded in verdict.json of the run; la report ${result.runId} puts it into summary.html`
          : 'the verdict could not be recorded: the folder of the run is gone or cannot be written',
      );
      if (result.difference === null) {
        context.console.print(`IDENTICAL ${result.events} events of ${result.runId}`);
        return;
      }
      context.console.print(`DIFFERENT at event ${result.difference.seq} of ${result.runId}`);
      context.console.print(`recorded:   ${result.difference.recorded}`);
      context.console.print(`recomputed: ${result.difference.recomputed}`);
      context.exit(1);
    });

  program
    .command('audit')
    .description('check the hash chain of a run')
    .argument('<run>', 'run id, folder or latest')
    .option(...WORKSPACE)
    .action((run: string, flags: InspectFlags) => {
      const result = context.workbench(flags.workspace).audit(run);
      if (result.finding === null) {
        context.console.print(`CLEAN ${result.rows} rows of ${result.runId}`);
        return;
      }
      context.console.print(`BROKEN ${result.runId}: ${result.finding}`);
      context.exit(1);
    });

  program
    .command('report')
    .description('write the report of a run anew')
    .argument('<run>', 'run id, folder or latest')
    .option('--open', 'open it in the browser')
    .option(...WORKSPACE)
    .action(async (run: string, flags: InspectFlags) => {
      const path = await context.workbench(flags.workspace).report(run);
      context.console.print(path);
      if (flags.open === true) openBrowser(path);
    });
}
