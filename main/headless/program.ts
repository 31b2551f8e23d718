import { Command, CommanderError } from 'commander';
import { asFailure } from '../../shared/storage-fault.ts';
import type { CommandContext } from './command-context.ts';
import { addAlerts } from './commands/alerts.ts';
import { addBacktest } from './commands/backtest.ts';
import { addClean } from './commands/clean.ts';
import { addConfig } from './commands/config.ts';
import { addControl } from './commands/control.ts';
import { addDoctor } from './commands/doctor.ts';
import { addFetch } from './commands/fetch.ts';
import { addInspect } from './commands/inspect.ts';
import { addRun } from './commands/run.ts';
import { addServe } from './commands/serve.ts';

/** Exit code of whatever the user can correct. */
const BAD_INPUT = 6;

/** Runs one command line. Never throws: every failure becomes one sentence on stderr and an exit code. */
export async function runProgram(args: readonly string[], version: string, context: CommandContext): Promise<void> {
  const program = new Command('la')
    .description('Laptop Agents: a paper-trading workstation for BTC perpetual futures')
    .version(version)
    .showHelpAfterError(false);
  addRun(program, context);
  addServe(program, context);
  addBacktest(program, context);
  addFetch(program, context);
  addInspect(program, context);
  addControl(program, context);
  addConfig(program, context);
  addDoctor(program, context);
  addClean(program, context);
  addAlerts(program, context);
  program
    .command('kill')
    .description('stop all trading at once and stay halted; works without anything installed')
    .option('--workspace <dir>', 'folder of state and runs');
  settle(program, context);
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    fail(error, context);
  }
}

/** Makes commander silent about errors and throw instead, on every command. */
function settle(command: Command, context: CommandContext): void {
  command.exitOverride();
  command.configureOutput({ writeErr: () => {}, writeOut: (text) => context.console.print(text.trimEnd()) });
  command.allowExcessArguments(false);
  for (const child of command.commands) settle(child, context);
}

/** One sentence and an exit code for whatever went wrong. */
export function fail(error: unknown, context: CommandContext): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    // said of a command that only groups others
    if (error.code === 'commander.help') {
      context.console.notice('la: a subcommand is missing; the same with --help lists them');
      context.exit(BAD_INPUT);
      return;
    }
    context.console.notice(`la: ${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}; see la --help`);
    context.exit(BAD_INPUT);
    return;
  }
  const failure = asFailure(error);
  if (failure !== undefined) {
    context.console.notice(`la: ${failure.message}`);
    context.exit(failure.exitCode);
    return;
  }
  context.console.notice(
    `la: unexpected error: ${error instanceof Error ? error.message : String(error)}; please report it`,
  );
  if (context.environment.LA_DEBUG === '1' && error instanceof Error) context.console.notice(error.stack ?? '');
  context.exit(1);
}
