import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DocumentView, VersionEntry } from '../../shared/ipc/config-requests.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import { ROOT, temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** The requests of the editor on a workspace of its own, as a page sends them. */
function editorIn(workspace: string, environment: Record<string, string> = {}) {
  const workstation = workbenchIn(workspace, environment).openWorkstation();
  onTestFinished(() => workstation.dispose('test'));
  const ask = (name: string, input: unknown) => workstation.request(name, input, 'page');
  const get = async <Value>(name: string, input: unknown): Promise<Value> => unpack<Value>(await ask(name, input));
  return {
    workstation,
    ask,
    get,
    read: (id: string) => get<DocumentView>('configRead', { id }),
    versions: async (id: string) => (await get<{ versions: VersionEntry[] }>('configVersions', { id })).versions,
    own: (file: string) => join(workspace, 'config', file),
  };
}

function unpack<Value>(reply: Reply): Value {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.value as Value;
}

/** The view's values as the nested objects of the file, some of them changed. */
function draft(view: DocumentView, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries({ ...view.values, ...changes })) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let node = tree;
    for (const key of keys) {
      node[key] ??= {};
      node = node[key] as Record<string, unknown>;
    }
    node[last] = value;
  }
  return tree;
}

const ID = 'strategies/default';
const SHIPPED = join(ROOT, 'config', 'strategies', 'default.json');

describe('saving', () => {
  it('writes a complete file of the workspace, keeps both states as versions, and never touches what is shipped', async () => {
    const editor = editorIn(temporaryFolder());
    const shippedBefore = readFileSync(SHIPPED, 'utf8');
    const view = await editor.read(ID);
    expect(view).toMatchObject({ state: 'ok', base: 'none', origins: { 'risk.risk_pct': 'shipped' } });
    await editor.get('configSave', { id: ID, base: view.base, values: draft(view, { 'risk.risk_pct': 0.5 }) });

    const written = JSON.parse(readFileSync(editor.own('strategies/default.json'), 'utf8'));
    const expected = JSON.parse(shippedBefore);
    expected.risk.risk_pct = 0.5;
    expect(written).toEqual(expected);
    expect(readFileSync(SHIPPED, 'utf8')).toBe(shippedBefore);
    expect((await editor.read(ID)).origins['risk.risk_pct']).toBe('workspace');
    expect(await editor.versions(ID)).toMatchObject([
      {
        version: 2,
        by: 'page',
        action: 'saved',
        isCurrent: true,
        changes: [{ path: 'risk.risk_pct', title: 'Risk per trade', before: 1, after: 0.5 }],
      },
      { version: 1, action: 'found', isShipped: true, isCurrent: false },
    ]);
  });

  it.each([
    ['above its range', { 'risk.risk_pct': 50 }, 'risk.risk_pct: must be at most 2 (a fixed ceiling'],
    ['above the fixed ceiling, though a file may say it', { 'risk.risk_pct': 5 }, 'must be at most 2'],
    ['of another type', { 'engine.cooldown_bars': 'many' }, 'engine.cooldown_bars: must be a number from 0 to 1000'],
    ['against another value', { 'setups.sma_crossover.fast': 40 }, 'setups.sma_crossover.fast: must be below slow'],
    ['unknown', { 'risk.luck': 7 }, 'risk.luck: unknown key'],
  ])('refuses a value %s, and writes nothing', async (_what, changes, sentence) => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read(ID);
    const values = draft(view, changes);
    const reply = await editor.ask('configSave', { id: ID, base: view.base, values });
    expect(reply).toMatchObject({ ok: false, error: { message: expect.stringContaining(sentence) } });
    const { issues } = await editor.get<{ issues: { path: string }[] }>('configCheck', { id: ID, values });
    expect(issues.map(({ path }) => path)).toEqual(Object.keys(changes));
    expect(existsSync(editor.own('.'))).toBe(false);
  });

  it('refuses what was made from an older state of the file', async () => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read(ID);
    await editor.get('configSave', { id: ID, base: view.base, values: draft(view, { 'risk.risk_pct': 0.5 }) });
    const reply = await editor.ask('configSave', {
      id: ID,
      base: view.base,
      values: draft(view, { 'risk.rr_min': 2 }),
    });
    expect(reply).toMatchObject({ ok: false, error: { code: 'changed_meanwhile' } });
    expect((await editor.read(ID)).values).toMatchObject({ 'risk.risk_pct': 0.5, 'risk.rr_min': 1.5 });
  });

  it('saves a strategy under a new name, which pages then know; taken and reserved names are refused', async () => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read(ID);
    const as = (name: string) =>
      editor.ask('configSave', { id: `strategies/${name}`, base: 'none', values: draft(view), isNew: true });
    expect(await as('careful')).toMatchObject({ ok: true });
    expect(editor.workstation.snapshot().info.strategies).toContain('careful');
    expect(await editor.versions('strategies/careful')).toMatchObject([{ version: 1, action: 'saved', problem: '' }]);
    for (const name of ['careful', 'Default', 'scalp_1m_sweep', 'NUL', '../risk', 'a/b', '']) {
      expect(await as(name)).toMatchObject({ ok: false });
    }
    expect(await editor.ask('configSave', { id: 'strategies/other', base: 'none', values: draft(view) })).toMatchObject(
      {
        ok: false,
        error: { code: 'not_found' },
      },
    );
  });

  it('lets Start begin only with strategies and symbols that there are', async () => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read('session');
    const saved = (changes: object) =>
      editor.ask('configSave', { id: 'session', base: 'none', values: draft(view, { ...changes }) });
    expect(await saved({ strategy: 'nowhere' })).toMatchObject({
      error: { message: expect.stringContaining('strategy: must be one of default, scalp_1m_sweep, sma_crossover') },
    });
    expect(await saved({ symbol: 'XRPUSDT' })).toMatchObject({
      error: { message: expect.stringContaining('BTCUSDT') },
    });
    expect(await saved({ strategy: 'sma_crossover', speed: 60 })).toMatchObject({ ok: true });
    expect(editor.workstation.snapshot().info.start).toMatchObject({ strategy: 'sma_crossover', speed: 60 });
  });
});

describe('versions', () => {
  it('put older states back byte for byte, what came from elsewhere included, and nothing is ever lost', async () => {
    const editor = editorIn(temporaryFolder());
    const path = editor.own('strategies/default.json');
    mkdirSync(editor.own('strategies'), { recursive: true });
    const odd = `${readFileSync(SHIPPED, 'utf8').replace('"risk_pct": 1,', '"risk_pct":   0.75,')}\n\n`;
    writeFileSync(path, odd);
    const first = await editor.read(ID);
    await editor.get('configSave', { id: ID, base: first.base, values: draft(first, { 'risk.risk_pct': 0.5 }) });
    const second = await editor.read(ID);
    await editor.get('configRestore', { id: ID, base: second.base, version: 1 });
    expect(readFileSync(path, 'utf8')).toBe(odd);
    const third = await editor.read(ID);
    expect(third.values['risk.risk_pct']).toBe(0.75);
    expect((await editor.versions(ID)).map(({ action, of }) => `${action} ${of}`)).toEqual([
      'restored 1',
      'saved null',
      'found null',
    ]);
    const history = editor.own('history/strategies/default/000002.json');
    expect(JSON.parse(JSON.parse(readFileSync(history, 'utf8')).content).risk.risk_pct).toBe(0.5);
    expect(statSync(history).mode & 0o777).toBe(0o600);
  });

  it('go back to what is shipped by removing the file', async () => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read('risk');
    await editor.get('configSave', { id: 'risk', base: view.base, values: draft(view, { max_drawdown_pct: 3 }) });
    const { base } = await editor.read('risk');
    await editor.get('configRestore', { id: 'risk', base, version: 1 });
    expect(existsSync(editor.own('risk.json'))).toBe(false);
    expect(await editor.read('risk')).toMatchObject({ base: 'none', values: { max_drawdown_pct: 5 } });
  });
});

describe('a value that was changed and changed back', () => {
  it('has one version that holds now: the last', async () => {
    const editor = editorIn(temporaryFolder());
    for (const max_qty of [0.5, 0.6, 0.5]) {
      const { base } = await editor.read('risk');
      await editor.get('configSave', { id: 'risk', base, values: { max_qty } });
    }
    const versions = await editor.versions('risk');
    expect(versions.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
  });
});

describe('files as they are found', () => {
  it('names broken and unknown files with path and reason; a save replaces a broken one and keeps it', async () => {
    const editor = editorIn(temporaryFolder());
    mkdirSync(editor.own('strategies'), { recursive: true });
    const broken = editor.own('strategies/mine.json');
    writeFileSync(broken, '{"risk": ');
    writeFileSync(editor.own('strategies/typo.json'), '{"risk": {"risk_pc": 1}}');
    writeFileSync(editor.own('strategies/notes.txt'), 'x');
    writeFileSync(editor.own('rsik.json'), '{}');
    const { documents, strays } = await editor.get<{
      documents: { id: string; state: string; reason: string }[];
      strays: { path: string }[];
    }>('configList', {});
    expect(documents.filter(({ state }) => state === 'broken')).toEqual([
      expect.objectContaining({ id: 'strategies/mine', reason: expect.stringContaining(`${broken}: not valid JSON`) }),
      expect.objectContaining({ id: 'strategies/typo', reason: expect.stringContaining('risk.risk_pc: unknown key') }),
    ]);
    expect(strays.map(({ path }) => path)).toEqual([editor.own('rsik.json'), editor.own('strategies/notes.txt')]);
    const view = await editor.read('strategies/mine');
    expect(view).toMatchObject({ state: 'broken', values: { 'risk.risk_pct': 1 } });
    await editor.get('configSave', { id: 'strategies/mine', base: view.base, values: draft(view) });
    expect((await editor.read('strategies/mine')).state).toBe('ok');
    expect((await editor.versions('strategies/mine')).at(-1)).toMatchObject({
      action: 'found',
      problem: expect.stringContaining('not valid JSON'),
    });
  });

  it('loads strategies of the Python system with a warning', async () => {
    const editor = editorIn(temporaryFolder());
    mkdirSync(editor.own('strategies'), { recursive: true });
    writeFileSync(editor.own('strategies/old.json'), '{"meta": {"name": "Old", "author": "me"}}');
    expect(await editor.read('strategies/old')).toMatchObject({
      state: 'ok',
      warnings: [expect.stringContaining('meta.author')],
      origins: { 'meta.name': 'workspace', 'risk.risk_pct': 'default' },
    });
  });

  it('follows no link out of the folder and names no file outside of it', async () => {
    const workspace = temporaryFolder();
    const editor = editorIn(workspace);
    mkdirSync(editor.own('strategies'), { recursive: true });
    const outside = join(workspace, 'outside.json');
    writeFileSync(outside, readFileSync(SHIPPED));
    symlinkSync(outside, editor.own('strategies/linked.json'));
    expect((await editor.read('strategies/linked')).reason).toContain('leads out of');
    for (const id of ['../outside', 'strategies/../../outside', 'desktop', 'history/risk/000001', '/etc/passwd']) {
      expect(await editor.ask('configRead', { id })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    }
  });

  it('shows what the environment overrules and counts with it, but saves what the files say', async () => {
    const editor = editorIn(temporaryFolder(), { LA_MAX_DAILY_LOSS_USD: '120' });
    const view = await editor.read('risk');
    expect(view).toMatchObject({
      values: { 'max_daily_loss_usd.paper': 500 },
      overrides: [
        { path: 'max_daily_loss_usd.paper', variable: 'LA_MAX_DAILY_LOSS_USD', value: 120 },
        { path: 'max_daily_loss_usd.live', variable: 'LA_MAX_DAILY_LOSS_USD', value: 120 },
      ],
      money: { dailyLoss: 120, maxDrawdownPct: 5, equity: 10_000, riskPct: 1 },
    });
    await editor.get('configSave', { id: 'risk', base: view.base, values: draft(view, { max_drawdown_pct: 3 }) });
    expect(JSON.parse(readFileSync(editor.own('risk.json'), 'utf8'))).toMatchObject({
      max_daily_loss_usd: { paper: 500, live: 50 },
      max_drawdown_pct: 3,
    });
  });
});

describe('addresses of notices', () => {
  it('are saved, kept and removed without ever being shown, and their files are private', async () => {
    const editor = editorIn(temporaryFolder());
    const secret = 'https://hooks.example.com/T0123456789abcdef';
    const view = await editor.read('alerts');
    expect(view.values.webhook_url).toBe(null);
    await editor.get('configSave', { id: 'alerts', base: view.base, values: draft(view, { webhook_url: secret }) });
    const second = await editor.read('alerts');
    expect(second.values.webhook_url).toEqual({ host: 'hooks.example.com' });
    const kept = draft(second, { webhook_url: { keep: true }, events: ['fill'] });
    await editor.get('configSave', { id: 'alerts', base: second.base, values: kept });
    expect(JSON.parse(readFileSync(editor.own('alerts.json'), 'utf8'))).toMatchObject({
      webhook_url: secret,
      events: ['fill'],
    });
    expect(statSync(editor.own('alerts.json')).mode & 0o777).toBe(0o600);
    expect(statSync(editor.own('history/alerts/000003.json')).mode & 0o777).toBe(0o600);
    const third = await editor.read('alerts');
    const removed = draft(third, { webhook_url: null });
    await editor.get('configSave', { id: 'alerts', base: third.base, values: removed });
    const bad = await editor.ask('configSave', {
      id: 'alerts',
      base: 'none',
      values: draft(view, { webhook_url: 'ftp://user:hunter2hunter2@x' }),
    });
    const versions = await editor.versions('alerts');
    expect(versions.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
      ['webhook_url'],
      ['events'],
      ['webhook_url'],
      [],
    ]);
    expect(JSON.stringify([second, third, versions, bad])).not.toMatch(/T0123456789abcdef|hunter2/);
  });
});

it.each([
  [{ source: 'bitunix', speed: 60 }, 'speed: must be 1 with Bitunix'],
  [{ source: 'mock', speed: 0 }, 'duration_min: must be above 0 for the simulated market at speed 0'],
  [{ speed: 0.05 }, 'speed: must be 0 or at least 0.1'],
])('a Start dialog that could only be refused is not saved: %j', async (changes, message) => {
  const editor = editorIn(temporaryFolder());
  const view = await editor.read('session');
  const reply = await editor.ask('configSave', { id: 'session', base: view.base, values: draft(view, changes) });
  expect(reply).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  const values = draft(view, { source: 'mock', speed: 0, duration_min: 5 });
  await editor.get('configSave', { id: 'session', base: view.base, values });
});

describe('removing the file of a strategy', () => {
  it('takes it off the list, keeps its versions, and a new one of the same name has them', async () => {
    const editor = editorIn(temporaryFolder());
    const view = await editor.read(ID);
    const values = draft(view, { 'risk.risk_pct': 0.3 });
    const id = 'strategies/careful';
    await editor.get('configSave', { id, base: 'none', values, isNew: true });
    const { base } = await editor.read(id);
    await editor.get('configRemove', { id, base });
    expect(existsSync(editor.own('strategies/careful.json'))).toBe(false);
    const { documents } = await editor.get<{ documents: { id: string }[] }>('configList', {});
    expect(documents.map((each) => each.id)).not.toContain(id);
    await editor.get('configSave', { id, base: 'none', values: draft(view), isNew: true });
    expect((await editor.versions(id)).map(({ action }) => action)).toEqual(['saved', 'removed', 'saved']);
    await editor.get('configRestore', { id, base: (await editor.read(id)).base, version: 1 });
    expect((await editor.read(id)).values['risk.risk_pct']).toBe(0.3);
  });

  it('brings back what is shipped, also for a file that is broken', async () => {
    const workspace = temporaryFolder();
    const editor = editorIn(workspace);
    mkdirSync(editor.own('strategies'), { recursive: true });
    writeFileSync(editor.own('strategies/default.json'), '{"risk":');
    const { base, state } = await editor.read(ID);
    expect(state).toBe('broken');
    await editor.get('configRemove', { id: ID, base });
    expect(await editor.read(ID)).toMatchObject({ state: 'ok', base: 'none' });
    expect(await editor.versions(ID)).toMatchObject([{ action: 'removed', by: 'page' }, { action: 'found' }]);
  });

  it.each([
    ['nothing but a strategy', { id: 'risk', base: 'none' }, 'bad_input'],
    ['not what is only shipped', { id: ID, base: 'none' }, 'not_found'],
    ['not what was changed meanwhile', { id: ID, base: 'f'.repeat(64) }, 'changed_meanwhile'],
  ])('%s', async (_name, input, code) => {
    expect(await editorIn(temporaryFolder()).ask('configRemove', input)).toMatchObject({ ok: false, error: { code } });
  });

  it('not the one that the Start dialog begins with', async () => {
    const editor = editorIn(temporaryFolder());
    const id = 'strategies/careful';
    await editor.get('configSave', { id, base: 'none', values: draft(await editor.read(ID)), isNew: true });
    const session = await editor.read('session');
    const values = draft(session, { strategy: 'careful' });
    await editor.get('configSave', { id: 'session', base: session.base, values });
    const reply = await editor.ask('configRemove', { id, base: (await editor.read(id)).base });
    expect(reply).toMatchObject({ ok: false, error: { message: expect.stringContaining('choose another strategy') } });
    expect(existsSync(editor.own('strategies/careful.json'))).toBe(true);
  });
});
