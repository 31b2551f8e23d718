import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { PAGE_HEADERS } from './static-files.ts';

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { display: grid; place-items: center; min-height: 90vh; margin: 0; padding: 1rem; }
main { max-width: 34rem; padding: 1.5rem 2rem; border: 1px solid; border-left-width: 0.35rem; border-radius: 0.4rem; }
h1 { margin: 0 0 0.6rem; font-size: 1.4rem; }
p { margin: 0.4rem 0 0; }
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;

/** Tells a person at a browser why the page is refused, and what to do. `why` is a sentence of our own. */
export function sendRefusalPage(response: ServerResponse, why: string): void {
  response.writeHead(403, {
    'content-type': 'text/html; charset=utf-8',
    ...PAGE_HEADERS,
    'content-security-policy': POLICY,
  });
  response.end(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>403 · Laptop Agents</title><style>${STYLE}</style></head>
<body><main>
<h1>403: this address is refused</h1>
<p>The reason: ${why}.</p>
<p>Each start of the workstation makes a new address, token included. A session that runs is not affected.</p>
</main></body>
</html>
`);
}
