import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  changedValues,
  changesOf,
  type Draft,
  faultsOf,
  fieldsOf,
  rebased,
  valuesOf,
  withEntry,
} from '../../renderer/config/draft.ts';
import type { Entry } from '../../renderer/config/entries.ts';
import { type DocumentKind, formOf, valueAt } from '../../shared/config/document.ts';
import type { DocumentView } from '../../shared/ipc/config-requests.ts';

const STRATEGY = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../config/strategies/default.json`, 'utf8'),
) as Record<string, unknown>;

function viewOf(value: unknown, kind: DocumentKind = 'strategy'): DocumentView {
  const sections = formOf(kind, value);
  const paths = sections.flatMap(({ fields }) => fields).map(({ path }) => path);
  return {
    id: 'strategies/default',
    path: '/ws/config/strategies/default.json',
    base: 'none',
    state: 'ok',
    reason: '',
    warnings: [],
    sections,
    values: Object.fromEntries(paths.map((path) => [path, valueAt(value, path)])),
    shipped: null,
    origins: {},
    overrides: [],
    money: null,
  };
}

function edited(draft: Draft, path: string, entry: Entry): Draft {
  const field = fieldsOf(draft.view).find((each) => each.path === path);
  if (field === undefined) throw new Error(`no field ${path}`);
  return withEntry(draft, field, entry);
}

const PLAIN: Draft = { view: viewOf(STRATEGY), edits: {}, issues: [] };

describe('a draft', () => {
  it('without edits is exactly the file, with edits exactly that and them', () => {
    expect(valuesOf(PLAIN)).toEqual(STRATEGY);
    const draft = edited(edited(PLAIN, 'risk.risk_pct', '0,5'), 'setups.sma_crossover.enabled', true);
    const expected = structuredClone(STRATEGY) as { risk: { risk_pct: number }; setups: { sma_crossover: object } };
    expected.risk.risk_pct = 0.5;
    Object.assign(expected.setups.sma_crossover, { enabled: true });
    expect(valuesOf(draft)).toEqual(expected);
    expect(changedValues(draft)).toEqual({ 'risk.risk_pct': 0.5, 'setups.sma_crossover.enabled': true });
  });

  it.each(['1', '1.0', ' 1 ', '1,00', '+1', '1e0'])('typing %j for 1 is no change', (text) => {
    expect(changesOf(edited(PLAIN, 'risk.risk_pct', text))).toEqual([]);
  });

  it.each(['', 'much', '0x10', 'Infinity', '1 2', '50', '0', '-1', '2.01'])(
    '%j is no risk that can be saved',
    (text) => {
      const draft = edited(PLAIN, 'risk.risk_pct', text);
      expect(Object.keys(faultsOf(draft))).toEqual(['risk.risk_pct']);
      expect(changesOf(draft)).toHaveLength(1);
    },
  );

  it('shows what the workstation says of it, until something is typed; what the page sees itself comes first', () => {
    const draft: Draft = {
      ...edited(edited(PLAIN, 'setups.sma_crossover.fast', '40'), 'risk.risk_pct', '50'),
      issues: [
        { path: 'setups.sma_crossover.fast', message: 'must be below slow' },
        { path: 'risk.risk_pct', message: 'said elsewhere' },
      ],
    };
    expect(faultsOf(draft)).toEqual({
      'setups.sma_crossover.fast': 'must be below slow',
      'risk.risk_pct': expect.stringContaining('at most 2'),
    });
    expect(faultsOf(edited(draft, 'risk.risk_pct', '1'))).toEqual({});
  });

  it('is laid over a file that was changed meanwhile: edits stay, what is equal now is no edit any more', () => {
    const draft = edited(edited(PLAIN, 'risk.risk_pct', '0.5'), 'risk.rr_min', '2');
    const theirs = structuredClone(STRATEGY) as { risk: Record<string, number> };
    Object.assign(theirs.risk, { risk_pct: 0.5, equity: 5000 });
    const next = rebased(draft, viewOf(theirs));
    expect(changedValues(next)).toEqual({ 'risk.rr_min': 2 });
    expect(valuesOf(next)).toMatchObject({ risk: { risk_pct: 0.5, equity: 5000, rr_min: 2 } });
  });

  it('keeps, replaces and removes an address without knowing it', () => {
    const view = viewOf({ webhook_url: { host: 'a.example' }, ping_url: null, events: ['fill'] }, 'alerts');
    const draft: Draft = { view, edits: {}, issues: [] };
    expect(valuesOf(draft)).toEqual({ webhook_url: { keep: true }, ping_url: null, events: ['fill'] });
    const changed = edited(edited(draft, 'webhook_url', { kind: 'none' }), 'ping_url', {
      kind: 'new',
      url: ' https://b.example/x ',
    });
    expect(valuesOf(changed)).toEqual({ webhook_url: null, ping_url: 'https://b.example/x', events: ['fill'] });
  });
});
