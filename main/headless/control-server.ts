import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reply } from '../../shared/ipc/contract.ts';

const MAX_BODY = 65_536;
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

export interface ControlOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly route: (name: string, input: unknown, by: string) => Promise<Reply>;
  /** Public figures, without a token and without anything secret. */
  readonly health: () => object;
}

export interface ControlServer {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** The loopback server through which others reach the session of this process. Everything but /health needs the token. */
export async function startControlServer(options: ControlOptions): Promise<ControlServer> {
  const token = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    answer(request, response, token, options).catch(() =>
      send(response, 500, { ok: false, error: { code: 'internal', message: 'the request failed' } }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, token, close: () => closeServer(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  options: ControlOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!LOOPBACK_HOST.test(request.headers.host ?? ''))
    return send(response, 403, forbidden('this server answers on loopback only'));
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${request.headers.host}`)
    return send(response, 403, forbidden('requests from other pages are refused'));
  if (url.pathname === '/health' && request.method === 'GET') return send(response, 200, options.health());
  if (!hasToken(request, url, token)) return send(response, 403, forbidden('the token is missing or wrong'));
  const name = /^\/api\/([A-Za-z]+)$/.exec(url.pathname)?.[1];
  if (name === undefined)
    return send(response, 404, { ok: false, error: { code: 'not_found', message: 'there is no such path' } });
  if (request.method !== 'POST' && !(request.method === 'GET' && name === 'status')) {
    return send(response, 405, { ok: false, error: { code: 'bad_method', message: 'use POST' } });
  }
  const body = request.method === 'POST' ? await readBody(request) : {};
  if (body === undefined)
    return send(response, 400, {
      ok: false,
      error: { code: 'bad_input', message: 'the body must be JSON of at most 64 kB' },
    });
  const reply = await options.route(name, body, 'api');
  return send(response, reply.ok ? 200 : 400, reply);
}

function forbidden(message: string): Reply {
  return { ok: false, error: { code: 'forbidden', message } };
}

function hasToken(request: IncomingMessage, url: URL, token: string): boolean {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given = Buffer.from(bearer ?? url.searchParams.get('token') ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
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

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
