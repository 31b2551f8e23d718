import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { setupDownloads } from '../../main/desktop/downloads.ts';

const BLOB = 'blob:app://workstation/5c6f';

function setUp() {
  const session = new EventEmitter();
  const page = {} as WebContents;
  setupDownloads(session as unknown as Pick<Session, 'on'>, { page: () => page, folder: '/home/me/Downloads' });
  /** Begins a download; what the system's dialog is given, or 'prevented'. */
  const download = (url: string, name: string, contents: unknown = page) => {
    let outcome: unknown = 'nothing';
    const item = Object.assign(new EventEmitter(), {
      getURL: () => url,
      getFilename: () => name,
      setSaveDialogOptions: (options: unknown) => {
        outcome = options;
      },
      setSavePath: () => {
        outcome = 'silent';
      },
    });
    const preventDefault = () => {
      outcome = 'prevented';
    };
    session.emit('will-download', { preventDefault }, item, contents);
    return { outcome, item };
  };
  return { download };
}

describe('downloads', () => {
  it('of what the page made itself go where the person says, asked before anything is overwritten', () => {
    const { download } = setUp();
    expect(download(BLOB, 'trades.csv').outcome).toEqual({
      title: 'Save file',
      defaultPath: expect.stringMatching(/Downloads.trades\.csv$/),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
  });

  it('may be the report of a run, and no other page', () => {
    const { download } = setUp();
    expect(download(BLOB, '20261121-052308-mock-zemq-summary.html').outcome).toMatchObject({
      filters: [{ name: 'HTML', extensions: ['html'] }],
    });
    expect(setUp().download(BLOB, 'summary.html').outcome).toBe('prevented');
    expect(setUp().download('app://workstation/index.html', '20261121-052308-mock-zemq-summary.html').outcome).toBe(
      'prevented',
    );
  });

  it.each([
    ['https://evil.example/trades.csv', 'trades.csv'],
    ['app://workstation/index.html', 'trades.csv'],
    ['blob:https://evil.example/5c6f', 'trades.csv'],
    ['blob:app://workstation.evil/5c6f', 'trades.csv'],
    ['data:text/csv,a', 'trades.csv'],
    ['file:///etc/passwd', 'passwd.csv'],
    [BLOB, 'run.exe'],
    [BLOB, 'run.csv.desktop'],
    [BLOB, 'page.html'],
    [BLOB, '../../.bashrc'],
    [BLOB, '.profile.csv'],
    [BLOB, 'a/b.csv'],
    [BLOB, 'a\u202ecsv.exe'],
    [BLOB, 'csv'],
    [BLOB, `${'a'.repeat(200)}.csv`],
  ])('of %s as %s are cancelled', (url, name) => {
    expect(setUp().download(url, name).outcome).toBe('prevented');
  });

  it('of other windows, or of none, are cancelled', () => {
    const { download } = setUp();
    for (const contents of [{}, null]) expect(download(BLOB, 'a.csv', contents).outcome).toBe('prevented');
  });

  it('come one at a time', () => {
    const { download } = setUp();
    const first = download(BLOB, 'a.csv');
    expect(download(BLOB, 'b.csv').outcome).toBe('prevented');
    first.item.emit('done', {}, 'cancelled');
    expect(download(BLOB, 'c.json').outcome).toMatchObject({ filters: [{ name: 'JSON', extensions: ['json'] }] });
  });

  it('are not asked about for a while after three that the person did not want; one that is wanted makes good', () => {
    const { download } = setUp();
    const outcomes = ['cancelled', 'cancelled', 'completed', 'cancelled', 'cancelled', 'cancelled'].map((state) => {
      const { outcome, item } = download(BLOB, 'trades.csv');
      item.emit('done', {}, state);
      return outcome;
    });
    expect(outcomes).not.toContain('prevented');
    expect(download(BLOB, 'trades.csv').outcome).toBe('prevented');
  });
});
