import type { DoctorCheck, DoctorReport } from '../../../shared/doctor-report.ts';
import type { CompositionContext } from '../context.ts';
import { configCheck } from './config-check.ts';
import { permissionsCheck, workspaceCheck } from './file-checks.ts';
import type { Check, DoctorContext } from './finding.ts';
import { diskCheck, nodeCheck } from './host-checks.ts';
import { clockCheck, connectivityCheck, probeExchange } from './outside-checks.ts';
import { databaseCheck, lockCheck, safetyCheck, unfinishedCheck } from './state-checks.ts';

/** Looks at everything a session depends on. A check that breaks is a finding like any other. */
export async function runDoctor(context: CompositionContext, fix: boolean): Promise<DoctorReport> {
  const asked: DoctorContext = { ...context, fix };
  const probe = probeExchange(asked);
  probe.catch(() => undefined); // the checks that use it report it
  const checks: DoctorCheck[] = [];
  for (const check of [
    nodeCheck,
    workspaceCheck,
    permissionsCheck,
    diskCheck,
    databaseCheck,
    configCheck,
    lockCheck,
    unfinishedCheck,
    safetyCheck,
    clockCheck(probe),
    connectivityCheck(probe),
  ]) {
    checks.push(await outcomeOf(check, asked));
  }
  return {
    schema_version: 1,
    app_version: context.identity.version,
    workspace: context.paths.root,
    checked_at: new Date().toISOString(),
    ok: checks.every(({ state }) => state !== 'failed'),
    checks,
  };
}

async function outcomeOf({ name, checked, run }: Check, context: DoctorContext): Promise<DoctorCheck> {
  try {
    const { fixed, ...finding } = await run(context);
    return { name, checked, ...finding, fixed: fixed ?? null };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { name, checked, state: 'failed', found, todo: 'correct what the message names', fixed: null };
  }
}
