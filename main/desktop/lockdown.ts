import type { App, Session, WebContents } from 'electron';
import { Budget } from './budget.ts';
import { isAllowedLink, isPageAddress, PAGE_URL } from './page-address.ts';
import { reportRunOf } from './report-link.ts';

/** What a page may have opened by other programs: a few things at a time, however often its scripts ask. */
const MOST_OPENED = 5;
const OPENED_WITHIN_MS = 10_000;
/** Nobody listens there. The page's own scheme is no network and needs no proxy; what the program itself asks goes other ways. */
const NOWHERE = { mode: 'fixed_servers', proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' } as const;
/** Kept by pages without a bound but the disk's, which the journal needs too. The page of this program uses none of it. */
const UNUSED_STORES = ['indexdb', 'cachestorage', 'filesystem', 'serviceworkers', 'cookies'] as const;

/** What the page may have other programs show. */
export interface Openers {
  /** An address of the allow-list, in the person's browser. */
  link(address: string): void;
  /** The report of a run, as its file in the workspace. */
  report(run: string): void;
}

/** Takes from every page what the workstation's page does not need: permissions, devices, other addresses, windows. */
export function setupLockdown(app: App, session: Session, openers: Openers): void {
  const budget = new Budget(MOST_OPENED, OPENED_WITHIN_MS);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  // neither Chromium's guesses at names and connections nor its peer connections ask the handler above
  void session.setProxy(NOWHERE);
  void session.clearStorageData({ storages: [...UNUSED_STORES] });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openers, budget));
}

/** No page leads anywhere: neither itself, nor a frame, nor a new window. Links open in the browser, by list. */
function guardContents(contents: WebContents, openers: Openers, budget: Budget): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    // the page may load itself anew
    if (event.url !== PAGE_URL) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // prevented is what the page wants: to stay though it is closed or loaded anew
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  // all of it through the proxy that leads nowhere
  contents.setWebRTCIPHandlingPolicy?.('disable_non_proxied_udp');
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
