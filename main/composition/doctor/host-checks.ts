import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { nearestFolder } from '../../adapters/system/file-access.ts';
import { type Check, type Finding, failed, ok, warning } from './finding.ts';

const LOWEST_NODE = 20;
const MEGABYTE = 1_000_000;
const LOW_DISK = 1000 * MEGABYTE;
const NO_DISK = 100 * MEGABYTE;

/** The Node that runs this program. */
export const nodeCheck: Check = {
  name: 'node',
  checked: `Node ${LOWEST_NODE} or newer`,
  run: () => judgeNode(process.versions.node),
};

/** @param version such as 22.4.0 */
export function judgeNode(version: string): Finding {
  const major = Number(version.split('.')[0]);
  if (major >= LOWEST_NODE) return ok(`Node ${version} on ${process.platform} ${process.arch}`);
  return failed(`Node ${version}`, `install Node ${LOWEST_NODE} or newer`);
}

/** Room on the disk of the workspace: the journal must never be the first to notice that there is none. */
export const diskCheck: Check = {
  name: 'disk',
  checked: 'free space where the workspace lies',
  run: ({ paths }) => {
    const { bavail, bsize } = statfsSync(nearestFolder(paths.root) ?? dirname(paths.root));
    return judgeDisk(bavail * bsize);
  },
};

/** Warns under 1 GB, fails under 100 MB. */
export function judgeDisk(freeBytes: number): Finding {
  const found =
    freeBytes >= 1e10 ? `${Math.round(freeBytes / 1e9)} GB free` : `${Math.round(freeBytes / MEGABYTE)} MB free`;
  const todo = 'make room on this disk; la clean removes old runs';
  if (freeBytes < NO_DISK) return failed(found, todo);
  if (freeBytes < LOW_DISK) return warning(found, todo);
  return ok(found);
}
