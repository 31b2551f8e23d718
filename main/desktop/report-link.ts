import { existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { RUN_ID } from '../../shared/run-id.ts';
import { isPageAddress } from './page-address.ts';

/** The run whose report an address of the page's own scheme means: `/runs/<id>/summary.html`; undefined for any other address. */
export function reportRunOf(address: string): string | undefined {
  if (!isPageAddress(address)) return undefined;
  const { pathname, search, hash } = new URL(address);
  const id = /^\/runs\/([^/]{1,80})\/summary\.html$/.exec(pathname)?.[1];
  return search === '' && hash === '' && id !== undefined && RUN_ID.test(id) ? id : undefined;
}

/** The report of a run as a file within the workspace's runs, links followed; undefined when there is none. */
export function reportFile(workspace: string, run: string): string | undefined {
  const path = join(workspace, 'runs', run, 'summary.html');
  if (!existsSync(path)) return undefined;
  const real = realpathSync(path);
  return real.startsWith(realpathSync(join(workspace, 'runs')) + sep) ? real : undefined;
}
