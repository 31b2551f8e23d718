import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isPageAddress } from './page-address.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The page talks to nobody but this program, and not over a connection. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Answers the page's own scheme with files of the built page, and with nothing else. */
export async function answerPageRequest(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET' || !isPageAddress(request.url)) return refused(403);
  const path = fileOf(request.url, folder);
  const type = path === undefined ? undefined : TYPES[extname(path)];
  if (path === undefined || type === undefined) return refused(404);
  try {
    return new Response(new Uint8Array(await readFile(path)), { headers: { 'content-type': type, ...HEADERS } });
  } catch {
    return refused(404);
  }
}

function fileOf(address: string, folder: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(new URL(address).pathname.slice(1));
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, name === '' ? 'index.html' : name));
  return path.startsWith(folder + sep) && !path.includes('\0') ? path : undefined;
}

function refused(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
