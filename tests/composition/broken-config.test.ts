import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DocumentEntry, DocumentView, VersionEntry } from '../../shared/ipc/config-requests.ts';
import { temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** A workspace whose configuration folder somebody has spoiled, as a page sees it. */
function spoiled(spoil: (config: string) => void) {
  const workspace = temporaryFolder();
  const config = join(workspace, 'config');
  mkdirSync(config);
  spoil(config);
  const workstation = workbenchIn(workspace).openWorkstation();
  onTestFinished(() => workstation.dispose('test'));
  const get = async <Value>(name: string, input: unknown): Promise<Value> => {
    const reply = await workstation.request(name, input, 'page');
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    return reply.value as Value;
  };
  return {
    config,
    workstation,
    get,
    list: async () => (await get<{ documents: DocumentEntry[] }>('configList', {})).documents,
    read: (id: string) => get<DocumentView>('configRead', { id }),
    start: () => get<{ runId: string }>('start', { source: 'mock', durationMin: 1, speed: 0, seed: 1 }),
  };
}

const SHIPPED = ['default', 'scalp_1m_sweep', 'sma_crossover'];

describe('a spoiled configuration folder', () => {
  it('changes no object of the program, whatever its keys are called', async () => {
    const { read, get, list } = spoiled((config) => {
      writeFileSync(join(config, 'risk.json'), '{"__proto__":{"spoiled":1},"max_qty":0.5}');
      mkdirSync(join(config, 'exchanges'));
      writeFileSync(join(config, 'exchanges', 'bitunix.json'), '{"instruments":{"__proto__":{"spoiled":1}}}');
    });
    await list();
    expect(({} as { readonly spoiled?: number }).spoiled).toBeUndefined();
    expect((await read('risk')).reason).toContain('__proto__: unknown key');
    // the first thing a changed prototype would refuse
    expect(await get('kill', {})).toEqual({ flat: true, left: '' });
  });

  it('is told where a file stands for a folder, and the page and the rest go on', async () => {
    for (const folder of ['strategies', 'exchanges']) {
      const { workstation, list, start } = spoiled((config) => writeFileSync(join(config, folder), ''));
      expect(workstation.snapshot().info.strategies).toEqual(SHIPPED);
      const broken = (await list()).filter(({ state }) => state === 'broken');
      expect(broken.length).toBeGreaterThan(0);
      for (const { id, reason } of broken) {
        expect(id).toContain(folder);
        expect(reason).toContain(`${folder} is not a folder; move it away`);
      }
      if (folder === 'strategies') expect(await start()).toMatchObject({ runId: expect.any(String) });
    }
  });

  it('is not read where it holds what no configuration is', async () => {
    const { read } = spoiled((config) => {
      writeFileSync(join(config, 'risk.json'), '');
      truncateSync(join(config, 'risk.json'), 3_000_000_000);
      writeFileSync(join(config, 'session.json'), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    });
    expect((await read('risk')).reason).toContain('larger than 1 MB, which no configuration is');
    expect((await read('session')).reason).toContain('nested more than 20 levels deep');
  });

  it.skipIf(process.platform === 'win32')(
    'is not read where it is no file, which could be waited for without end',
    async () => {
      const { read, config } = spoiled(() => {});
      const socket = createServer();
      await new Promise<void>((resolve) => socket.listen(join(config, 'risk.json'), resolve));
      onTestFinished(() => new Promise((resolve) => socket.close(() => resolve())));
      expect((await read('risk')).reason).toContain('it is not a file');
    },
  );

  it.skipIf(process.platform === 'win32')('ends no session where alerts.json is a link to itself', async () => {
    const { start } = spoiled((config) => symlinkSync('alerts.json', join(config, 'alerts.json')));
    expect(await start()).toMatchObject({ runId: expect.any(String) });
  });

  it('passes over what is no version among the versions', async () => {
    const { get } = spoiled((config) => {
      const folder = join(config, 'history', 'risk');
      mkdirSync(folder, { recursive: true });
      for (const [index, text] of ['null', '{"content":"{}","action":"other","of":"x"}', '{"content":5}'].entries()) {
        writeFileSync(join(folder, `00000${index + 1}.json`), text);
      }
    });
    await get('configSave', { id: 'risk', base: 'none', values: { max_qty: 0.5 } });
    const { versions } = await get<{ versions: VersionEntry[] }>('configVersions', { id: 'risk' });
    expect(versions.map(({ version, action }) => [version, action])).toEqual([
      [5, 'saved'],
      [4, 'found'],
    ]);
  });

  it('is told of a number beyond all bounds as it stands there', async () => {
    const { read } = spoiled((config) => writeFileSync(join(config, 'risk.json'), '{"max_qty":1e999}'));
    expect((await read('risk')).reason).toContain('max_qty: must be a number (found Infinity)');
  });
});
