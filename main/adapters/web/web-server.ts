import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../../../shared/failure.ts';
import type { RequestName } from '../../../shared/ipc/contract.ts';
import type { WebServer, WebServerOptions } from '../../session/ports/web-server.ts';
import type { Workstation } from '../../session/ports.ts';
import { addressOf, foreign, refusal } from './access.ts';
import { attachSockets, refuseSockets } from './page-sockets.ts';
import { sendRefusalPage } from './refusal-page.ts';
import { sendRunFile } from './run-files.ts';
import { PAGE_HEADERS, sendPageFile } from './static-files.ts';

const MAX_BODY = 65_536;
const FIRST_PORT = 4780;
const PORTS_TRIED = 50;

/** The requests of the offer `control`: they look, or they make a session safer. */
const CONTROL: ReadonlySet<string> = new Set<RequestName>([
  'status',
  'stop',
  'kill',
  'closePosition',
  'pauseEntries',
  'resumeEntries',
]);

/** The loopback server of a workstation, as much of it as is offered. Only /health answers without the token. */
export async function startWebServer(workstation: Workstation, options: WebServerOptions): Promise<WebServer> {
  const { offer } = options;
  const token = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    answer(request, response, { workstation, offer, token }).catch(() => {
      sendJson(response, 500, failed('internal', 'the request failed; the log of the session says why'));
    });
  });
  const closeSockets = offer.kind === 'workstation' ? attachSockets(server, workstation, token) : refuseSockets(server);
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  workstation.publishControl(url, token);
  return {
    url,
    token,
    launchUrl: `${url}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        closeSockets();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, asked: number | undefined): Promise<number> {
  const ports = asked === undefined ? Array.from({ length: PORTS_TRIED }, (_, index) => FIRST_PORT + index) : [asked];
  for (const port of ports) {
    if (await tryListen(server, port)) return (server.address() as AddressInfo).port;
  }
  const what =
    asked === undefined ? `ports ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} are` : `--port ${asked} is`;
  throw new Failure('bad_flag', `${what} taken by another program; give a free one with --port`);
}

function tryListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.removeListener('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES')
        reject(new Failure('bad_flag', `--port ${port} may not be opened; give one above 1023`));
      else reject(error);
    };
    const onListening = () => {
      server.removeListener('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, '127.0.0.1');
  });
}

interface Served {
  readonly workstation: Workstation;
  readonly offer: WebServerOptions['offer'];
  readonly token: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const { workstation, offer, token } = served;
  const pathname = addressOf(request)?.pathname ?? '';
  const isHealth = pathname === '/health' && request.method === 'GET';
  const why = isHealth ? foreign(request) : refusal(request, token);
  if (why !== undefined) {
    if (pathname === '/' && request.headers.accept?.includes('text/html')) return sendRefusalPage(response, why);
    if (pathname === '/') return sendText(response, 403, `403: ${why}\n`);
    return sendJson(response, 403, failed('forbidden', why));
  }
  if (isHealth) return sendJson(response, 200, workstation.health());
  const name = /^\/api\/([A-Za-z]+)$/.exec(pathname)?.[1];
  if (name !== undefined) return answerApi(request, response, name, served);
  if (request.method !== 'GET') return sendJson(response, 405, failed('bad_method', 'use GET'));
  if (offer.kind === 'workstation' && (await sendRunFile(request, response, workstation))) return;
  const folder = offer.kind === 'workstation' ? offer.pageFolder : null;
  if (folder !== null && sendPageFile(response, folder, pathname, token)) return;
  return sendJson(response, 404, failed('not_found', 'there is no such path'));
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  { workstation, offer }: Served,
): Promise<void> {
  if (offer.kind === 'control' && !CONTROL.has(name)) {
    return sendJson(
      response,
      403,
      failed('forbidden', `${name.slice(0, 40)} is not offered here; use the program's window`),
    );
  }
  if (request.method !== 'POST' && !(request.method === 'GET' && name === 'status')) {
    return sendJson(response, 405, failed('bad_method', 'use POST'));
  }
  const body = request.method === 'POST' ? await readBody(request) : {};
  if (body === undefined) return sendJson(response, 400, failed('bad_input', 'the body must be JSON of at most 64 kB'));
  const reply = await workstation.request(name, body, 'api');
  sendJson(response, reply.ok ? 200 : 400, reply);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY) return undefined;
  }
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function failed(code: string, message: string) {
  return { ok: false, error: { code, message } };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json', ...PAGE_HEADERS });
  response.end(JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...PAGE_HEADERS });
  response.end(text);
}
