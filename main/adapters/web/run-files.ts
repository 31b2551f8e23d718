import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../../../shared/failure.ts';
import { RUN_ID } from '../../../shared/run-id.ts';
import type { Workstation } from '../../session/ports.ts';
import { PAGE_HEADERS } from './static-files.ts';

const REPORT = /^\/runs\/([^/]+)\/summary\.html$/;

/**
 * Answers `GET /runs/<run-id>/summary.html` with the report of a run, which is written first where there is none; `?download=1`
 * hands it over as a file. False for any other path.
 */
export async function sendRunFile(
  request: IncomingMessage,
  response: ServerResponse,
  workstation: Pick<Workstation, 'reportFile'>,
): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const run = REPORT.exec(pathname)?.[1];
  if (run === undefined || !RUN_ID.test(run)) return false;
  try {
    const page = await readFile(await workstation.reportFile(run));
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(page.toString('utf8')),
      ...(searchParams.get('download') === '1'
        ? { 'content-disposition': `attachment; filename="${run}-summary.html"` }
        : {}),
    });
    response.end(page);
  } catch (error) {
    const isKnown = error instanceof Failure;
    response.writeHead(isKnown && error.code === 'not_found' ? 404 : 500, {
      ...PAGE_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
    });
    response.end(isKnown ? `${error.message}\n` : 'the report cannot be read or written\n');
  }
  return true;
}

/**
 * The report stands alone: its own script sorts its tables, nothing is loaded, and the sandbox gives it an origin of its own, so
 * that no script in it could speak to the workstation with the token of its address.
 */
function policyFor(page: string): string {
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.length === 0 ? "'none'" : hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-scripts allow-modals',
  ].join('; ');
}
