import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../shared/config/check-field.ts';
import { checkDocument, formOf, schemaOf, valueAt } from '../../shared/config/document.ts';
import type { FormField } from '../../shared/config/form.ts';

const shipped = (file: string) => JSON.parse(readFileSync(`${import.meta.dirname}/../../config/${file}`, 'utf8'));
const STRATEGY = shipped('strategies/default.json');

function fieldsOf(kind: Parameters<typeof formOf>[0], value: unknown): readonly FormField[] {
  return formOf(kind, value).flatMap(({ fields }) => fields);
}

function leaves(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path.join('.')];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

describe('a form made from a schema', () => {
  it.each([
    ['strategy', STRATEGY],
    ['risk', shipped('risk.json')],
    ['exchange', shipped('exchanges/bitunix.json')],
    ['alerts', schemaOf('alerts').parse({})],
    ['session', schemaOf('session').parse({})],
  ] as const)('has every value of %s once, each with a title and a help of its own', (kind, value) => {
    const fields = fieldsOf(kind, value);
    expect(fields.map(({ path }) => path).sort()).toEqual(leaves(value).sort());
    for (const { title, help } of fields) expect([title, help].every((words) => words.length > 0)).toBe(true);
  });

  it('takes kind, range, choices and default from the schema, and says when a value acts', () => {
    const fields = Object.fromEntries(fieldsOf('strategy', STRATEGY).map((field) => [field.path, field]));
    expect(fields['risk.risk_pct']).toEqual({
      path: 'risk.risk_pct',
      title: 'Risk per trade',
      help: expect.any(String),
      unit: '%',
      acts: 'next_run',
      kind: 'number',
      min: 0.01,
      max: 2,
      maxWhy: expect.stringContaining('fixed ceiling'),
      choices: [],
      fallback: 1,
    });
    expect(fields['engine.cooldown_bars']).toMatchObject({ kind: 'integer', min: 0, max: 1000, fallback: 5 });
    expect(fields['execution.take_profit']).toMatchObject({ kind: 'choice', choices: ['market', 'limit'] });
    expect(fields['setups.sma_crossover.enabled']).toMatchObject({ kind: 'switch' });
    const alerts = fieldsOf('alerts', schemaOf('alerts').parse({}));
    expect(alerts.map(({ kind, acts }) => `${kind} ${acts}`)).toEqual([
      'address at_once',
      'address at_once',
      'choices at_once',
    ]);
  });

  it('begins with the risk of a trade, and switches stand above what they switch', () => {
    const sections = formOf('strategy', STRATEGY);
    expect(sections[0]?.fields[0]?.path).toBe('risk.risk_pct');
    for (const { fields } of sections) {
      const index = fields.findIndex(({ path }) => path.endsWith('.enabled'));
      expect(index).toBeLessThan(1);
    }
  });

  it('refuses at its edges exactly what the schema refuses, the fixed ceiling aside', () => {
    for (const field of fieldsOf('strategy', STRATEGY)) {
      if (field.kind !== 'number' && field.kind !== 'integer') continue;
      const { min, max } = field;
      if (min === null || max === null) throw new Error(`${field.path} has no range`);
      for (const value of [min, max]) expect(faultOf(field, value), field.path).toBeUndefined();
      for (const value of [min - 1, max + 1, Number.NaN]) expect(faultOf(field, value), field.path).toBeDefined();
      const copy = structuredClone(STRATEGY);
      const keys = field.path.split('.');
      const parent = valueAt(copy, keys.slice(0, -1).join('.')) as Record<string, unknown>;
      parent[keys.at(-1) ?? ''] = max + 1;
      if (field.maxWhy === '') expect(schemaOf('strategy').safeParse(copy).success, field.path).toBe(false);
      expect('faults' in checkDocument('strategy', copy), field.path).toBe(true);
    }
  });
});

describe('a document that is saved', () => {
  it('names every fault by its path', () => {
    const copy = structuredClone(STRATEGY);
    copy.risk.risk_pct = 50;
    copy.engine.min_history_bars = 600;
    copy.luck = true;
    const checked = checkDocument('strategy', copy);
    expect('faults' in checked && checked.faults.map(({ path }) => path).sort()).toEqual([
      'engine.min_history_bars',
      'luck',
      'risk.risk_pct',
    ]);
  });

  it.each(['0', '0.3', '0.000001'])('has instruments that can be traded: not with a lot of %s', (lot) => {
    const copy = shipped('exchanges/bitunix.json');
    copy.instruments.BTCUSDT.lot_size = lot;
    const checked = checkDocument('exchange', copy);
    const isFine = lot === '0.000001';
    expect('faults' in checked ? checked.faults[0]?.path : 'none').toBe(
      isFine ? 'none' : 'instruments.BTCUSDT.tick_size',
    );
  });

  it('never quotes an address', () => {
    const checked = checkDocument('alerts', { webhook_url: 'ftp://hunter2hunter2', ping_url: 7, events: [] });
    expect('faults' in checked && checked.faults.length).toBe(2);
    expect(JSON.stringify(checked)).not.toContain('hunter2');
  });
});
