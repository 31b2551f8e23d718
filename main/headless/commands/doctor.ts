import type { Command } from 'commander';
import type { DoctorCheck } from '../../../shared/doctor-report.ts';
import type { CommandContext } from '../command-context.ts';

interface DoctorFlags {
  fix?: boolean;
  json?: boolean;
  workspace?: string;
}

/** `la doctor`: what is wrong here, and what to do about it. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('check Node, workspace, database, configuration, clock, lock, network and disk')
    .option('--fix', 'repair what loses nothing: a stale lock, file permissions')
    .option('--json', 'print one JSON document')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .action(async (flags: DoctorFlags) => {
      const report = await context.workbench(flags.workspace).doctor(flags.fix === true);
      if (flags.json === true) context.console.print(JSON.stringify(report));
      else for (const check of report.checks) print(check, context);
      const bad = report.checks.filter(({ state }) => state === 'failed').length;
      if (flags.json !== true)
        context.console.print(bad === 0 ? 'healthy' : `${bad} of ${report.checks.length} failed`);
      if (!report.ok) context.exit(1);
    });
}

const WORDS: Readonly<Record<DoctorCheck['state'], string>> = {
  ok: 'ok     ',
  warning: 'WARNING',
  failed: 'FAILED ',
  skipped: 'skipped',
};

function print({ name, state, found, todo, fixed }: DoctorCheck, { console }: CommandContext): void {
  console.print(`${WORDS[state]}  ${name.padEnd(14)}  ${found}`);
  if (fixed !== null) console.print(`         fixed: ${fixed}`);
  if (todo !== '') console.print(`         do: ${todo}`);
}
