import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { SocketProbe } from '../support/exchange/testing/socket-probe.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/exchange.mjs', import.meta.url));

it('the exchange starts alone, says where it is, and takes faults', async () => {
  const child = spawn(process.execPath, [SCRIPT, '--port', '0', '--interactive', '--fault', 'http503=1@3600'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const urls = new Map<string, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name = '', url = ''] = /^(LA_BITUNIX_\w+)=(.+)$/.exec(line) ?? [];
    if (name !== '') urls.set(name, url);
    if (urls.size === 2) break;
  }
  const tickers = `${urls.get('LA_BITUNIX_REST_URL')}/api/v1/futures/market/tickers`;
  expect(await (await fetch(tickers)).json()).toMatchObject({ code: 0 });
  const probe = await SocketProbe.open(urls.get('LA_BITUNIX_WS_URL') ?? '');
  probe.subscribe('price');
  await probe.next(({ json }) => json.ch === 'price');
  child.stdin.write('http503=1\n');
  await expect.poll(async () => (await fetch(tickers)).status, { interval: 120 }).toBe(503);
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});
