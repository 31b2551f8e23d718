import type { CheckState, DoctorCheck } from '../../../shared/doctor-report.ts';
import type { CompositionContext } from '../context.ts';

/** What every check gets. */
export interface DoctorContext extends CompositionContext {
  /** Repair what can be repaired without losing anything. */
  readonly fix: boolean;
}

/** A check: looks at one thing and tells what it found. May throw; the doctor then reports that as failed. */
export interface Check {
  readonly name: string;
  readonly checked: string;
  run(context: DoctorContext): Finding | Promise<Finding>;
}

export type Finding = Pick<DoctorCheck, 'state' | 'found' | 'todo'> & { readonly fixed?: string };

export function ok(found: string): Finding {
  return { state: 'ok', found, todo: '' };
}

export function skipped(found: string): Finding {
  return { state: 'skipped', found, todo: '' };
}

export function warning(found: string, todo: string): Finding {
  return { state: 'warning', found, todo };
}

export function failed(found: string, todo: string): Finding {
  return { state: 'failed', found, todo };
}

/** Several findings as one: the worst state, everything that was found, everything to do. */
export function together(findings: readonly Finding[], whenNone: string): Finding {
  if (findings.length === 0) return ok(whenNone);
  const order: readonly CheckState[] = ['failed', 'warning', 'skipped', 'ok'];
  const state = order.find((each) => findings.some((finding) => finding.state === each)) ?? 'ok';
  const fixed = findings.flatMap((finding) => finding.fixed ?? []);
  return {
    state,
    found: findings.map(({ found }) => found).join('; '),
    todo: [...new Set(findings.map(({ todo }) => todo).filter((todo) => todo !== ''))].join('; '),
    ...(fixed.length > 0 ? { fixed: fixed.join('; ') } : {}),
  };
}
