import type { Command } from 'commander';
import type { CleanReport } from '../../../shared/clean-report.ts';
import { Failure } from '../../../shared/failure.ts';
import { type CommandContext, isConfirmed } from '../command-context.ts';
import { numberBetween, wholeBetween } from '../flag-values.ts';

interface CleanFlags {
  keep?: number;
  olderThan?: number;
  yes?: boolean;
  json?: boolean;
  workspace?: string;
}

const KEPT_RUNS = 20;

/** `la clean`: removes old runs, and says before and after how much that is. */
export function addClean(program: Command, context: CommandContext): void {
  program
    .command('clean')
    .description('remove old runs: folders and recorded inputs; the journal itself stays')
    .option(
      '--keep <n>',
      `the newest runs that stay (default: ${KEPT_RUNS}, or 0 with --older-than)`,
      wholeBetween('--keep', 0, 1_000_000),
    )
    .option('--older-than <days>', 'remove only runs older than this', numberBetween('--older-than', 0, 100_000))
    .option('--yes', 'do not ask for confirmation')
    .option('--json', 'print one JSON document')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .action(async (flags: CleanFlags) => {
      const workbench = context.workbench(flags.workspace);
      const keep = flags.keep ?? (flags.olderThan === undefined ? KEPT_RUNS : 0);
      const request = { keep, olderThanDays: flags.olderThan ?? null };
      const plan = workbench.clean({ ...request, dryRun: true });
      const isNothing = plan.removed_runs.length === 0 && plan.removed_corrupt_copies === 0;
      if (!isNothing && !(await isConfirmed(context, question(plan), flags.yes === true))) {
        throw new Failure(
          'confirmation_needed',
          `not confirmed, nothing removed (${plan.removed_runs.length} runs would go); answer yes on a terminal or use la clean --yes`,
        );
      }
      const report = isNothing ? { ...plan, dry_run: false } : workbench.clean({ ...request, dryRun: false });
      if (flags.json === true) context.console.print(JSON.stringify(report));
      else printReport(report, context);
    });
}

function question({ removed_runs, kept_runs }: CleanReport): string {
  return `Remove ${removed_runs.length} runs and keep ${kept_runs}? They cannot be brought back.`;
}

function printReport(report: CleanReport, { console }: CommandContext): void {
  for (const runId of report.removed_runs) console.print(`removed ${runId}`);
  for (const runId of report.protected_runs) console.print(`kept ${runId}, which is not finished`);
  const copies = report.removed_corrupt_copies;
  if (copies > 0) console.print(`removed ${copies} unreadable ${copies === 1 ? 'database' : 'databases'}`);
  const freed = (report.freed_bytes / 1_000_000).toFixed(1);
  console.print(`${report.removed_runs.length} runs removed, ${report.kept_runs} kept, ${freed} MB freed`);
}
