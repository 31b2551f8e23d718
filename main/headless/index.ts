import { resolve } from 'node:path';
import { compose, makeConsoleScrubber } from '../compose.ts';
import type { CommandContext } from './command-context.ts';
import { processConsole } from './console.ts';
import { fail, runProgram } from './program.ts';

/** Entry of the command line `la`. */
async function main(): Promise<void> {
  const environment = process.env;
  const cwd = environment.INIT_CWD ?? process.cwd();
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const scrubber = makeConsoleScrubber(environment);
  const context: CommandContext = {
    console: processConsole(scrubber),
    environment,
    workbench: (workspace) =>
      compose({
        workspace: resolve(cwd, workspace || environment.LA_WORKSPACE || '.workspace'),
        shippedConfig: resolve(import.meta.dirname, '..', '..', 'config'),
        cwd,
        environment,
        scrubber,
      }),
    exit: (code) => {
      process.exitCode = code;
    },
  };
  // A bug must not print a stack with whatever it carries; what was recorded is recovered by the next start.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      fail(error, context);
      process.exit(1);
    });
  }
  await runProgram(process.argv.slice(2), __APP_VERSION__, context);
}

await main();
