import type { Command } from 'commander';
import { Failure } from '../../../shared/failure.ts';
import type { SafetyView } from '../../../shared/session-status.ts';
import type { HolderView } from '../../session/ports.ts';
import { type CommandContext, isConfirmed } from '../command-context.ts';
import { callHolder } from '../control-client.ts';

interface ControlFlags {
  yes?: boolean;
  json?: boolean;
  workspace?: string;
  equity?: string;
}

const WORKSPACE = ['--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)'] as const;
const YES = ['--yes', 'do not ask for confirmation'] as const;

/** `la status`, `stop`, `close`, `pause`, `resume`, `rearm`, `breaker` and `account`: what acts on a workspace from outside. */
export function addControl(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('show whether a session runs here, with its figures')
    .option('--json', 'print one JSON document')
    .option(...WORKSPACE)
    .action(async (flags: ControlFlags) => {
      const workbench = context.workbench(flags.workspace);
      const holder = workbench.holder();
      const reply = holder === undefined ? undefined : await callHolder(holder, 'status');
      const status = reply?.ok === true ? (reply.value as Record<string, unknown>) : null;
      printStatus(holder, status, workbench.safety(), flags.json === true, context);
    });

  for (const [name, request, what] of [
    ['close', 'closePosition', 'close the position of the running session'],
    ['pause', 'pauseEntries', 'let the running session take no new position'],
    ['resume', 'resumeEntries', 'let the running session take positions again'],
  ] as const) {
    program
      .command(name)
      .description(what)
      .option(...WORKSPACE)
      .action(async (flags: ControlFlags) => {
        const holder = context.workbench(flags.workspace).holder();
        if (holder === undefined) throw new Failure('not_found', `nothing to ${name}: no session runs here`);
        const reply = await callHolder(holder, request);
        if (reply?.ok !== true)
          throw new Failure(
            'unreachable',
            reply?.error.message ?? `the session of process ${holder.pid} does not answer`,
          );
        context.console.print(`${name}: done`);
      });
  }

  program
    .command('stop')
    .description('stop the running session in its order; close an unfinished run')
    .option(...WORKSPACE)
    .action(async (flags: ControlFlags) => {
      const workbench = context.workbench(flags.workspace);
      const holder = workbench.holder();
      if (holder === undefined) {
        const closed = await workbench.closeUnfinished({ notice: (line) => context.console.notice(line) });
        context.console.print(closed === null ? 'nothing runs here' : `unfinished run closed: ${closed.run_dir}`);
        return;
      }
      const reply = await callHolder(holder, 'stop');
      if (reply?.ok !== true) workbench.stopByFile();
      const isGone = await waitUntil(() => workbench.holder() === undefined);
      context.console.print(
        isGone ? `stopped ${runName(holder)}` : `asked ${runName(holder)} to stop; it has not ended yet`,
      );
    });

  program
    .command('rearm')
    .description('lift the halt after a kill')
    .option(...YES)
    .option(...WORKSPACE)
    .action(async (flags: ControlFlags) => {
      const workbench = context.workbench(flags.workspace);
      if (workbench.safety().halted === null && workbench.safety().engagedBy.length === 0) {
        context.console.print('not halted');
        return;
      }
      await confirm(context, 'Lift the halt, so that sessions may trade again?', flags, 'rearm');
      workbench.rearm('cli');
      context.console.print('re-armed');
    });

  const breaker = program.command('breaker').description('show or reset the circuit breaker');
  breaker
    .command('status')
    .description('show whether the circuit breaker is tripped')
    .option('--json', 'print one JSON document')
    .option(...WORKSPACE)
    .action((flags: ControlFlags) => {
      const { tripped } = context.workbench(flags.workspace).safety();
      if (flags.json === true) context.console.print(JSON.stringify({ schema_version: 1, tripped }));
      else
        context.console.print(
          tripped === null
            ? 'ready'
            : `TRIPPED: ${tripped.reason} at ${tripped.at}; no session trades until la breaker reset`,
        );
    });
  breaker
    .command('reset')
    .description('reset a tripped circuit breaker')
    .option(...YES)
    .option(...WORKSPACE)
    .action(async (flags: ControlFlags) => {
      const workbench = context.workbench(flags.workspace);
      if (workbench.safety().tripped === null) {
        context.console.print('not tripped');
        return;
      }
      await confirm(context, 'Reset the circuit breaker, so that sessions may trade again?', flags, 'breaker reset');
      workbench.resetBreaker('cli');
      context.console.print('breaker reset');
    });

  const account = program.command('account').description('show or reset the paper account of live data');
  account
    .command('show')
    .description('show its equity')
    .option(...WORKSPACE)
    .action((flags: ControlFlags) =>
      context.console.print(`equity ${context.workbench(flags.workspace).account().equity} USDT`),
    );
  account
    .command('reset')
    .description('set its equity')
    .requiredOption('--equity <usdt>', 'new equity in USDT')
    .option(...YES)
    .option(...WORKSPACE)
    .action(async (flags: ControlFlags) => {
      const workbench = context.workbench(flags.workspace);
      await confirm(context, `Set the equity of the paper account to ${flags.equity} USDT?`, flags, 'account reset');
      workbench.resetAccount(flags.equity ?? '', 'cli');
      context.console.print(`equity ${workbench.account().equity} USDT`);
    });
}

/** One that still asks the exchange has no id yet. */
function runName({ runId }: HolderView): string {
  return runId === '' ? 'a session that is starting' : `run ${runId}`;
}

async function confirm(context: CommandContext, question: string, flags: ControlFlags, command: string): Promise<void> {
  if (await isConfirmed(context, question, flags.yes === true)) return;
  throw new Failure(
    'confirmation_needed',
    `not confirmed, nothing changed; answer yes on a terminal or use la ${command} --yes`,
  );
}

function printStatus(
  holder: HolderView | undefined,
  status: Record<string, unknown> | null,
  safety: SafetyView,
  asJson: boolean,
  context: CommandContext,
): void {
  const state = holder === undefined ? 'STOPPED' : 'RUNNING';
  if (asJson) {
    const pid = holder?.pid ?? null;
    context.console.print(
      JSON.stringify({
        schema_version: 1,
        status: state,
        pid,
        halted: safety.halted,
        tripped: safety.tripped,
        engaged_by: safety.engagedBy,
        session: status,
      }),
    );
    return;
  }
  context.console.print(state + (holder === undefined ? '' : ` (process ${holder.pid}, ${runName(holder)})`));
  if (status !== null) {
    const { symbol, price, equity, trades, candles, state: phase } = status;
    context.console.print(
      `${String(phase)}  ${String(symbol)} ${String(price)}  equity ${String(equity)}  trades ${String(trades)}  candles ${String(candles)}`,
    );
  } else if (holder !== undefined) {
    context.console.print('the session does not answer');
  }
  for (const by of safety.engagedBy) context.console.print(`KILL SWITCH engaged by ${by}`);
  if (safety.halted !== null)
    context.console.print(`HALTED by ${safety.halted.by} ${safety.halted.at}; lift it with la rearm`);
  if (safety.tripped !== null)
    context.console.print(`TRIPPED: ${safety.tripped.reason} ${safety.tripped.at}; lift it with la breaker reset`);
}

async function waitUntil(isTrue: () => boolean): Promise<boolean> {
  const end = performance.now() + 10_000;
  while (performance.now() < end) {
    if (isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return isTrue();
}
