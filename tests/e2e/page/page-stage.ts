import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, WebSocketRoute } from '@playwright/test';
import type { Reply } from '../../../shared/ipc/contract.ts';
import type { ClientMessage, ServerMessage, Snapshot } from '../../../shared/ipc/frames.ts';

const BUILT = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
const ORIGIN = 'http://workstation.test';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** No inline script or style may be needed. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://workstation.test";

/** The built page on a stage: its files come from out/, and the other end of its WebSocket is the spec. */
export class PageStage {
  readonly page: Page;
  snapshot: Snapshot;
  /** Whether the workstation can be reached, and how it answers the probe. */
  server: 'up' | 'gone' | 'wrong_token' = 'up';
  /** What the page asked for, older bars left out: it asks for those by itself. */
  readonly requests: { readonly name: string; readonly input: unknown }[] = [];
  snapshotsAsked = 0;
  barsAsked = 0;
  answer: (name: string, input: unknown) => Reply = () => ({ ok: true, value: { done: true } });
  /** Console errors and uncaught ones. */
  readonly errors: string[] = [];
  private socket: WebSocketRoute | null = null;

  constructor(page: Page, snapshot: Snapshot) {
    this.page = page;
    this.snapshot = snapshot;
  }

  async open(): Promise<void> {
    this.page.on('pageerror', (error) => this.errors.push(error.message));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    await this.page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.startsWith('/api/')) {
        if (this.server === 'gone') await route.abort('connectionrefused');
        else await route.fulfill({ status: this.server === 'up' ? 200 : 403, json: { ok: this.server === 'up' } });
        return;
      }
      const file = pathname === '/' ? 'index.html' : pathname.slice(1);
      const headers = { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': POLICY };
      await route.fulfill({ body: await readFile(join(BUILT, file)), headers });
    });
    await this.page.routeWebSocket(/\/ws\?token=T$/, (socket) => this.accept(socket));
    await this.page.goto(`${ORIGIN}/?token=T`);
    await this.page.getByRole('button', { name: 'KILL' }).waitFor();
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.socket?.send(text);
  }

  async drop(server: PageStage['server']): Promise<void> {
    this.server = server;
    await this.socket?.close();
    this.socket = null;
  }

  private accept(socket: WebSocketRoute): void {
    if (this.server !== 'up') {
      void socket.close();
      return;
    }
    this.socket = socket;
    socket.onMessage((text) => this.receive(JSON.parse(String(text)) as ClientMessage));
    this.send({ type: 'snapshot', snapshot: this.snapshot });
  }

  private receive(message: ClientMessage): void {
    if (message.type === 'snapshot') {
      this.snapshotsAsked++;
      this.send({ type: 'snapshot', snapshot: this.snapshot });
      return;
    }
    if (message.name === 'bars') this.barsAsked++;
    else this.requests.push({ name: message.name, input: message.input });
    this.send({ type: 'reply', id: message.id, reply: this.answer(message.name, message.input) });
  }
}
