import { existsSync } from 'node:fs';
import { Failure } from '../../shared/failure.ts';
import type { SafetyView } from '../../shared/session-status.ts';
import { SafetyFile, STATE_LOST } from '../adapters/system/safety-file.ts';
import { WorkspacePaths } from './workspace-paths.ts';

const OFF = new Set(['', '0', 'false', 'no']);

/** What engages the kill switch from outside at this moment. */
export function engagedBy(paths: WorkspacePaths, environment: Readonly<Record<string, string | undefined>>): string[] {
  const found: string[] = [];
  const variable = environment.LA_KILL_SWITCH;
  if (variable !== undefined && !OFF.has(variable.trim().toLowerCase())) found.push('LA_KILL_SWITCH');
  if (existsSync(paths.killFile)) found.push(paths.killFile);
  return found;
}

/** Halt and trip of a workspace. A halt covers both modes: the stricter holds. */
export function readSafety(
  paths: WorkspacePaths,
  environment: Readonly<Record<string, string | undefined>>,
): SafetyView {
  const own = new SafetyFile(paths.safety).read();
  const other = new SafetyFile(new WorkspacePaths(paths.root, 'live').safety).read();
  return { halted: own.halted ?? other.halted, tripped: own.tripped, engagedBy: engagedBy(paths, environment) };
}

/** Throws when nothing may trade here: halted (exit 99) or tripped (exit 2). A switch that is engaged halts durably. */
export function assertMayTrade(view: SafetyView, paths: WorkspacePaths): void {
  const engaged = view.engagedBy[0];
  if (engaged !== undefined) {
    new SafetyFile(paths.safety).halt(engaged, new Date().toISOString());
    throw new Failure('halted', `the kill switch is engaged by ${engaged}: nothing trades; remove it, then la rearm`);
  }
  if (view.halted?.by === STATE_LOST) {
    throw new Failure(
      'halted',
      `trading is halted${since(view.halted.at)}: recorded state was lost or is unreadable (state_lost); la doctor says more, la rearm lifts it`,
    );
  }
  if (view.halted !== null) {
    throw new Failure(
      'halted',
      `trading is halted by ${view.halted.by}${since(view.halted.at)}; lift it with la rearm`,
    );
  }
  if (view.tripped !== null) {
    throw new Failure(
      'tripped',
      `the circuit breaker was previously TRIPPED. It remains TRIPPED. (${view.tripped.reason}, ${view.tripped.at}); lift it with la breaker reset`,
    );
  }
}

function since(at: string): string {
  return at === '' ? '' : ` since ${at}`;
}
