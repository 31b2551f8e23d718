import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerPageRequest } from '../../main/desktop/page-files.ts';
import { temporaryFolder } from '../support/workspace.ts';

function site() {
  const root = temporaryFolder();
  const folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'let a;');
  writeFileSync(join(folder, 'assets', 'a.js.map'), '{}');
  writeFileSync(join(root, 'secret.html'), 'secret');
  writeFileSync(join(root, 'renderer-other.html'), 'secret');
  return (url: string, method = 'GET') => answerPageRequest(new Request(url, { method }), folder);
}

describe("the page's own scheme", () => {
  it('serves the built page with a policy that lets it talk to nobody', async () => {
    const ask = site();
    for (const url of ['app://workstation/', 'app://workstation/index.html?x#y']) {
      const response = await ask(url);
      expect(await response.text()).toBe('<!doctype html>');
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const script = await ask('app://workstation/assets/a.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it.each([
    'app://workstation/..%2fsecret.html',
    'app://workstation/%2e%2e/secret.html',
    'app://workstation/assets/..%5c..%5c..%5csecret.html',
    'app://workstation/..%2frenderer-other.html',
    'app://workstation/%00',
    'app://workstation/%ff',
    'app://workstation//etc/passwd',
    'app://workstation/assets',
    'app://workstation/assets/a.js.map',
    'app://workstation/none.html',
    'app://evil/index.html',
    'https://workstation/index.html',
  ])('%s is refused', async (url) => {
    const response = await site()(url);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).toBe('');
  });

  it('only GET', async () => {
    expect((await site()('app://workstation/index.html', 'POST')).status).toBe(403);
  });
});
