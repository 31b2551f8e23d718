import { existsSync, rmSync } from 'node:fs';
import { inspectDatabase } from '../../adapters/sqlite/inspect-database.ts';
import { SafetyFile } from '../../adapters/system/safety-file.ts';
import { readHolder } from '../../adapters/system/session-lock.ts';
import { readSafety } from '../safety.ts';
import { type Check, type Finding, failed, ok, skipped, together, warning } from './finding.ts';

const MEGABYTE = 1_000_000;

/** The journal can be opened, is undamaged and of a schema this program knows. */
export const databaseCheck: Check = {
  name: 'database',
  checked: 'the journal opens, passes quick_check and has a known schema',
  run: ({ paths }) => {
    const found = inspectDatabase(paths.database);
    if (found === undefined) return ok('no database yet; the first session makes it');
    if (found.damage !== null) {
      return failed(
        `${paths.database}: ${found.damage}`,
        found.isCorrupt
          ? 'the next start moves it aside, begins a fresh one and stays halted until la rearm'
          : 'close other programs that have it open, and check the permissions of its folder',
      );
    }
    if (found.schema > found.knownSchema)
      return failed(`schema ${found.schema}, this version knows ${found.knownSchema}`, 'update the program');
    const size = `${Math.ceil(found.bytes / MEGABYTE)} MB, schema ${found.schema}`;
    const older = found.schema < found.knownSchema ? `, migrated to ${found.knownSchema} at the next start` : '';
    const copies = found.corruptCopies.length;
    if (copies === 0) return ok(size + older);
    return warning(
      `${size}${older}; ${copies} unreadable ${copies === 1 ? 'copy' : 'copies'} kept beside it`,
      'look at the *.corrupt.* files beside it, and delete them when you need them no more',
    );
  },
};

/** A lock belongs to a living session, or to nobody. */
export const lockCheck: Check = {
  name: 'lock',
  checked: 'session.lock is absent or belongs to a session that runs',
  run: ({ paths, fix }) => {
    if (!existsSync(paths.lock)) return ok('no session runs here');
    const holder = readHolder(paths.lock);
    if (holder !== undefined)
      return ok(`process ${holder.pid} runs ${holder.run_id === '' ? 'a session' : holder.run_id}`);
    if (!fix)
      return failed('left behind by a process that is gone', 'la doctor --fix removes it; so does the next start');
    rmSync(paths.lock, { force: true });
    return { ...ok('no session runs here'), fixed: 'removed a lock that a process left behind' };
  },
};

/** A run that a crash left unfinished. */
export const unfinishedCheck: Check = {
  name: 'unfinished_run',
  checked: 'no run was left unfinished by a crash',
  run: ({ paths }) => {
    const found = inspectDatabase(paths.database);
    if (found?.damage != null) return skipped('the database cannot be read');
    if (found?.unfinished === undefined) return ok('none');
    const { run_id, started_at } = found.unfinished;
    if (readHolder(paths.lock) !== undefined) return ok(`${run_id} is running`);
    return warning(
      `${run_id}, begun ${started_at}`,
      'la run --resume continues it where it stopped, la stop closes it',
    );
  },
};

/** Whether anything may trade here. */
export const safetyCheck: Check = {
  name: 'safety',
  checked: 'neither halted nor tripped, and file and database agree about it',
  run: ({ paths, environment }) => {
    const findings: Finding[] = [];
    const file = new SafetyFile(paths.safety);
    if (!file.isReadable)
      findings.push(failed(`${paths.safety} is unreadable, which counts as halted`, 'la rearm, once you know why'));
    const { halted, tripped, engagedBy } = readSafety(paths, environment);
    for (const by of engagedBy) findings.push(warning(`kill switch engaged by ${by}`, 'remove it, then la rearm'));
    if (halted !== null && file.isReadable)
      findings.push(warning(`halted by ${halted.by} ${halted.at}`.trimEnd(), 'la rearm lifts it'));
    if (tripped !== null)
      findings.push(warning(`breaker tripped: ${tripped.reason} ${tripped.at}`, 'la breaker reset lifts it'));
    const row = inspectDatabase(paths.database)?.safety;
    if (row !== undefined && (row.halted_by !== null) !== (halted !== null) && file.isReadable)
      findings.push(
        warning(
          `the database says ${row.halted_by === null ? 'not halted' : `halted by ${row.halted_by}`}`,
          'nothing: the stricter holds',
        ),
      );
    if (row !== undefined && row.tripped_reason !== null && tripped === null)
      findings.push(warning(`the database says tripped: ${row.tripped_reason}`, 'nothing: the stricter holds'));
    return together(findings, 'ready to trade');
  },
};
