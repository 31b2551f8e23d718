import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of everything that a browser renders. */
export const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** Sends a file of the built page; false when there is none of that name. The page's own links get the token. */
export function sendPageFile(response: ServerResponse, folder: string, pathname: string, token: string): boolean {
  const name = pathname === '/' ? 'index.html' : decodeURIComponent(pathname.slice(1));
  const path = normalize(join(folder, name));
  const type = TYPES[extname(path)];
  if (!path.startsWith(folder + sep) || type === undefined || !existsSync(path)) return false;
  const content = readFileSync(path);
  response.writeHead(200, { 'content-type': type, ...PAGE_HEADERS });
  response.end(name === 'index.html' ? withToken(content.toString('utf8'), token) : content);
  return true;
}

/** The page has no cookie to be known by: each file it links carries the token. */
function withToken(html: string, token: string): string {
  return html.replace(
    /((?:src|href)=")(\.\/[^"?]+)"/g,
    (_all, head: string, link: string) => `${head}${link}?token=${token}"`,
  );
}
