import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

interface ConfigFlags {
  json?: boolean;
  strategy: string;
  workspace?: string;
}

const WORKSPACE = ['--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)'] as const;

/** `la config validate|show`. */
export function addConfig(program: Command, context: CommandContext): void {
  const config = program.command('config').description('check and show the configuration');
  config
    .command('validate')
    .description('check one strategy file, or everything a session would load')
    .argument('[file]', 'strategy name or file')
    .option(...WORKSPACE)
    .action((file: string | undefined, flags: ConfigFlags) => {
      const { checked, warnings } = context.workbench(flags.workspace).validateConfig(file ?? null);
      for (const warning of warnings) context.console.notice(warning);
      for (const path of checked) context.console.print(`valid ${path}`);
    });
  config
    .command('show')
    .description('show every effective value with its origin')
    .argument('[file]', 'strategy name or file', 'default')
    .option('--json', 'print one JSON document')
    .option(...WORKSPACE)
    .action((file: string, flags: ConfigFlags) => {
      const { values } = context.workbench(flags.workspace).showConfig(file);
      if (flags.json === true) {
        context.console.print(JSON.stringify({ schema_version: 1, values }));
        return;
      }
      for (const { path, value, origin } of values)
        context.console.print(`${path} = ${JSON.stringify(value)}  (${origin})`);
    });
}
