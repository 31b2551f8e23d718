import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** `la alerts test`: shows that notices arrive before one is needed. */
export function addAlerts(program: Command, context: CommandContext): void {
  program
    .command('alerts')
    .description('notices by webhook')
    .command('test')
    .description('send a test notice to the webhook of config/alerts.json')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .action(async (flags: { workspace?: string }) => {
      const host = await context.workbench(flags.workspace).testAlerts();
      context.console.print(`sent a test notice to ${host}`);
    });
}
