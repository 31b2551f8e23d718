import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { setupLockdown } from '../../main/desktop/lockdown.ts';

type Answer = (yes: boolean) => void;

function setUp() {
  const app = new EventEmitter();
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const asked: Record<string, unknown> = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: never) => void Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: never) => void Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: never) => void Object.assign(handlers, { device: handler }),
    setProxy: async (proxy: unknown) => void Object.assign(asked, { proxy }),
    clearStorageData: async (stores: unknown) => void Object.assign(asked, { stores }),
    webRequest: { onBeforeRequest: (handler: never) => void Object.assign(handlers, { load: handler }) },
  });
  const opened: string[] = [];
  setupLockdown(app as unknown as App, session as unknown as Session, {
    link: (url) => void opened.push(url),
    report: (run) => void opened.push(`report ${run}`),
  });
  let openWindow = (_details: { url: string }): unknown => undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openWindow) => {
      openWindow = handler;
    },
    setWebRTCIPHandlingPolicy: (policy: string) => void Object.assign(asked, { peers: policy }),
  });
  app.emit('web-contents-created', {}, contents as unknown as WebContents);
  const isPrevented = (emitter: EventEmitter, name: string, fields: object = {}) => {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    emitter.emit(name, { ...fields, preventDefault });
    return prevented;
  };
  return {
    app,
    session,
    contents,
    handlers,
    asked,
    opened,
    openWindow: (url: string) => openWindow({ url }),
    isPrevented,
  };
}

describe('what pages may not do', () => {
  it('every permission is denied, asked for or looked up, and every device', () => {
    const { handlers } = setUp();
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid']) {
      let answer: boolean | undefined;
      (handlers.request as unknown as (c: null, p: string, a: Answer) => void)(null, permission, (yes) => {
        answer = yes;
      });
      expect(answer).toBe(false);
      expect((handlers.check as unknown as (c: null, p: string) => boolean)(null, permission)).toBe(false);
    }
    expect((handlers.device as unknown as () => boolean)()).toBe(false);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s to another address is prevented',
    (name) => {
      const { contents, isPrevented } = setUp();
      for (const url of [
        'https://evil.example/',
        'file:///etc/passwd',
        'app://workstation/other.html',
        'app://evil/',
      ]) {
        expect(isPrevented(contents, name, { url, isMainFrame: true })).toBe(true);
      }
    },
  );

  it('a page may load itself anew, a frame of it may not', () => {
    const { contents, isPrevented } = setUp();
    const url = 'app://workstation/index.html';
    expect(isPrevented(contents, 'will-navigate', { url })).toBe(false);
    expect(isPrevented(contents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    expect(isPrevented(contents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  });

  it('nothing is loaded but the page itself', () => {
    const { handlers } = setUp();
    const isCancelled = (url: string) => {
      let cancelled: boolean | undefined;
      (handlers.load as unknown as (d: { url: string }, a: (r: { cancel: boolean }) => void) => void)(
        { url },
        (reply) => {
          cancelled = reply.cancel;
        },
      );
      return cancelled;
    };
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1:4780/',
      'file:///etc/passwd',
      'ws://evil/',
      'app://evil/',
    ]) {
      expect(isCancelled(url)).toBe(true);
    }
    for (const url of ['app://workstation/index.html', 'data:image/png;base64,', 'devtools://devtools/x']) {
      expect(isCancelled(url)).toBe(false);
    }
  });

  it('no way to the network is left that asks no handler: guesses at names, connections ahead, peer connections', () => {
    const { asked } = setUp();
    expect(asked.proxy).toEqual({
      mode: 'fixed_servers',
      proxyRules: '127.0.0.1:9',
      proxyBypassRules: '<-loopback>',
    });
    expect(asked.peers).toBe('disable_non_proxied_udp');
  });

  it('what pages stored beyond bounds is gone with the next start; what the page remembers stays', () => {
    const { storages } = setUp().asked.stores as { storages: string[] };
    expect(storages).toEqual(expect.arrayContaining(['indexdb', 'cachestorage', 'filesystem']));
    expect(storages).not.toContain('localstorage');
  });

  it('a certificate that is not in order is never trusted', () => {
    const { app } = setUp();
    const told: unknown[] = [];
    const event = { preventDefault: () => told.push('prevented') };
    app.emit('certificate-error', event, {}, 'https://evil.example/', 'net::ERR_CERT_INVALID', {}, (yes: boolean) =>
      told.push(yes),
    );
    expect(told).toEqual(['prevented', false]);
  });

  it('a page does not refuse to be closed or loaded anew', () => {
    const { contents, isPrevented } = setUp();
    expect(isPrevented(contents, 'will-prevent-unload')).toBe(true);
  });

  it('no window opens; a listed link goes to the browser', () => {
    const { openWindow, opened } = setUp();
    const links = [
      'https://www.tradingview.com/',
      'https://www.bitunix.com/x?y',
      'http://www.tradingview.com/',
      'https://tradingview.com.evil.example/',
      'https://www.tradingview.com.evil.example/',
      'https://a:b@www.bitunix.com/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'smb://server/share',
      'not an address',
    ];
    for (const url of links) expect(openWindow(url)).toEqual({ action: 'deny' });
    expect(opened).toEqual(links.slice(0, 2));
  });

  it("a link to a run's report asks for that report; what only looks like one asks for nothing", () => {
    const { openWindow, opened } = setUp();
    const own = 'app://workstation/runs/20250101-000000-mock-abcd/summary.html';
    const path = 'app://workstation/runs/20250101-000000-mock-';
    const links = [
      own,
      'app://workstation/runs/../summary.html',
      'app://workstation/runs/%2e%2e/summary.html',
      'app://workstation/runs/..%2f..%2fetc/summary.html',
      `${path}a/b/summary.html`,
      'app://workstation/runs/.hidden/summary.html',
      `${path}a/events.jsonl`,
      `${path}a%00/summary.html`,
      `${path}${'a'.repeat(81)}/summary.html`,
      `${own}?x=1`,
      `${own}#x`,
      'app://evil/runs/a/summary.html',
      'https://workstation/runs/a/summary.html',
      'file:///runs/a/summary.html',
    ];
    for (const url of links) expect(openWindow(url)).toEqual({ action: 'deny' });
    expect(opened).toEqual(['report 20250101-000000-mock-abcd']);
  });

  it('a page that asks for window after window gets a few', () => {
    const { openWindow, opened } = setUp();
    for (let count = 0; count < 100; count++) openWindow('https://www.bitunix.com/');
    expect(opened.length).toBe(5);
  });
});
