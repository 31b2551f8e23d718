import { join } from 'node:path';
import type { DownloadItem, Session, WebContents } from 'electron';
import { PAGE_HOST, PAGE_SCHEME } from './page-address.ts';
import { Patience } from './patience.ts';

const OWN_BLOB = `blob:${PAGE_SCHEME}://${PAGE_HOST}/`;
const KINDS: Readonly<Record<string, string>> = { csv: 'CSV', json: 'JSON', png: 'PNG', html: 'HTML' };
/** A page that a browser would run is saved only as the report of a run. */
const REPORT = /^\d{8}-\d{6}-[a-z]+-[a-z0-9]+-summary\.html$/;
const LONGEST_NAME = 100;

export interface DownloadParts {
  /** The one window's contents, whose downloads alone are allowed. */
  page(): WebContents | undefined;
  /** Where the dialog begins. */
  readonly folder: string;
}

/**
 * The page may save what it made itself (a table, a picture) where the person says so in the system's dialog, one file at a
 * time, under a name that is only a name. Every other download is cancelled, and all are for a minute after three that the person
 * did not want.
 */
export function setupDownloads(session: Pick<Session, 'on'>, { page, folder }: DownloadParts): void {
  const patience = new Patience();
  let isBusy = false;
  session.on('will-download', (event, item, contents) => {
    const name = safeName(item.getFilename());
    const isOwn = contents !== undefined && contents === page() && item.getURL().startsWith(OWN_BLOB);
    if (isBusy || !isOwn || name === undefined || patience.isOver()) {
      event.preventDefault();
      return;
    }
    isBusy = true;
    item.once('done', (_event, state) => {
      isBusy = false;
      patience.answered(state === 'completed');
    });
    askWhere(item, folder, name);
  });
}

/** Without a path of ours Electron asks, and the system asks again before it overwrites. */
function askWhere(item: DownloadItem, folder: string, name: string): void {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  item.setSaveDialogOptions({
    title: 'Save file',
    defaultPath: join(folder, name),
    filters: [{ name: KINDS[ending] ?? ending, extensions: [ending] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
}

/** A name of plain letters with an ending that no system runs; undefined for any other. */
function safeName(name: string): string | undefined {
  const match = /^([A-Za-z0-9][A-Za-z0-9 ._-]*)\.(\w+)$/.exec(name);
  const ending = match?.[2]?.toLowerCase() ?? '';
  if (ending === 'html' && !REPORT.test(name)) return undefined;
  if (match === null || name.length > LONGEST_NAME || !Object.hasOwn(KINDS, ending)) return undefined;
  return `${match[1]}.${ending}`;
}
