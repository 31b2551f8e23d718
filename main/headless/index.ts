import { resolve } from 'node:path';
import { compose } from '../compose.ts';
import type { CommandContext } from './command-context.ts';
import { processConsole } from './console.ts';
import { runProgram } from './program.ts';

/** Entry of the command line `la`. */
async function main(): Promise<void> {
  const environment = process.env;
  const cwd = environment.INIT_CWD ?? process.cwd();
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const context: CommandContext = {
    console: processConsole(),
    environment,
    workbench: (workspace) =>
      compose({
        workspace: resolve(cwd, workspace ?? environment.LA_WORKSPACE ?? '.workspace'),
        shippedConfig: resolve(import.meta.dirname, '..', '..', 'config'),
        cwd,
        environment,
      }),
    exit: (code) => {
      process.exitCode = code;
    },
  };
  await runProgram(process.argv.slice(2), __APP_VERSION__, context);
}

await main();
