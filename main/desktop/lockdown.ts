import type { App, DownloadItem, Session, Shell, WebContents } from 'electron';
import { isAllowedLink, isPageAddress, PAGE_URL } from './page-address.ts';

/** Takes from every page what the workstation's page does not need: permissions, devices, most downloads, other addresses. */
export function setupLockdown(app: App, session: Session, shell: Pick<Shell, 'openExternal'>): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!isTableOfPage(item)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  app.on('web-contents-created', (_event, contents) => guardContents(contents, shell));
}

/** No page leads anywhere: neither itself, nor a frame, nor a new window. Links open in the browser, by list. */
function guardContents(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    // the page may load itself anew
    if (event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // a browser that cannot be opened is not the page's to know
    if (isAllowedLink(url)) void shell.openExternal(url).catch(() => {});
    return { action: 'deny' };
  });
}

/** A table that the page itself made into a CSV; where it goes is asked of the person, in the system's own dialog. */
function isTableOfPage(item: DownloadItem): boolean {
  const [scheme, address = ''] = item.getURL().split(/:(.*)/s);
  return scheme === 'blob' && isPageAddress(address) && item.getFilename().endsWith('.csv');
}

/** The page's own files, pictures it makes itself, and Chromium's inspector where that is allowed at all. */
function mayLoad(address: string): boolean {
  return isPageAddress(address) || /^(?:data|blob|devtools):/.test(address);
}
