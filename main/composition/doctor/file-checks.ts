import { existsSync, statSync } from 'node:fs';
import { makePrivate, modeOf, nearestFolder, whyNotWritable } from '../../adapters/system/file-access.ts';
import { type Check, type DoctorContext, type Finding, failed, ok, together, warning } from './finding.ts';

/** The folders a session writes to. One that does not exist yet is made by the first session. */
export const workspaceCheck: Check = {
  name: 'workspace',
  checked: 'the workspace and its folders can be written to',
  run: ({ paths }) => {
    if (!existsSync(paths.root)) {
      const above = nearestFolder(paths.root);
      const why = above === undefined ? 'there is no folder above it' : whyNotWritable(above);
      if (why !== undefined) return failed(`${paths.root} cannot be made: ${why}`, 'choose another --workspace');
      return ok(`${paths.root} does not exist yet; the first session makes it`);
    }
    const findings = [paths.root, paths.modeFolder, paths.runs].flatMap((folder): Finding[] => {
      if (!existsSync(folder)) return [];
      if (!statSync(folder).isDirectory()) return [failed(`${folder} is not a folder`, 'move it away')];
      const why = whyNotWritable(folder);
      const todo = 'give your user write permission there, or use another --workspace';
      return why === undefined ? [] : [failed(`${folder} cannot be written: ${why}`, todo)];
    });
    return together(findings, `${paths.root} can be written`);
  },
};

/** The files that hold a token or decide whether anything may trade are their owner's only. */
export const permissionsCheck: Check = {
  name: 'permissions',
  checked: 'session.lock, safety.json and alerts.json are readable and writable by their owner only',
  run: (context) => {
    const { paths } = context;
    const files = [paths.lock, paths.safety, paths.alerts].filter((path) => existsSync(path));
    const findings = files.flatMap((path) => privacyOf(path, context));
    return together(findings, files.length === 0 ? 'none of them exists' : `${files.length} files, all private`);
  },
};

function privacyOf(path: string, { fix, paths }: DoctorContext): Finding[] {
  const mode = modeOf(path);
  if (mode === undefined || mode === 0o600) return [];
  const found = `${path} has mode ${mode.toString(8).padStart(4, '0')}`;
  const todo = 'la doctor --fix sets it to 0600';
  if (!fix) return [path === paths.alerts ? warning(found, todo) : failed(found, todo)];
  makePrivate(path);
  return [{ ...ok(`${path} has mode 0600`), fixed: `${found}, set to 0600` }];
}
