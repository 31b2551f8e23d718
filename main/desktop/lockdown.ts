import type { App, Session, WebContents } from 'electron';
import { OpenBudget } from './open-budget.ts';
import { isAllowedLink, isPageAddress, PAGE_URL } from './page-address.ts';
import { reportRunOf } from './report-link.ts';

/** What the page may have other programs show. */
export interface Openers {
  /** An address of the allow-list, in the person's browser. */
  link(address: string): void;
  /** The report of a run, as its file in the workspace. */
  report(run: string): void;
}

/** Takes from every page what the workstation's page does not need: permissions, devices, other addresses, windows. */
export function setupLockdown(app: App, session: Session, openers: Openers): void {
  const budget = new OpenBudget();
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openers, budget));
}

/** No page leads anywhere: neither itself, nor a frame, nor a new window. Links open in the browser, by list. */
function guardContents(contents: WebContents, openers: Openers, budget: OpenBudget): void {
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
    const run = reportRunOf(url);
    if ((run !== undefined || isAllowedLink(url)) && budget.take(performance.now())) {
      if (run === undefined) openers.link(url);
      else openers.report(run);
    }
    return { action: 'deny' };
  });
}

/** The page's own files, pictures it makes itself, and Chromium's inspector where that is allowed at all. */
function mayLoad(address: string): boolean {
  return isPageAddress(address) || /^(?:data|blob|devtools):/.test(address);
}
