import type { AlertsConfig } from '../../../shared/config/alerts.ts';
import type { ConfigFault } from '../../../shared/config/describe-issue.ts';
import { checkDocument, isOptional, kindOf, valueAt } from '../../../shared/config/document.ts';
import { Failure } from '../../../shared/failure.ts';
import type { DocumentEntry, DocumentView } from '../../../shared/ipc/config-requests.ts';
import { secretsOfAlerts } from '../../adapters/config/alerts-file.ts';
import { knownSymbols } from '../../adapters/config/effective-config.ts';
import { listStrategies } from '../../adapters/config/strategy-file.ts';
import type { CompositionContext } from '../context.ts';
import { withKeptAddresses } from './addresses.ts';
import { baseOf, ConfigFolder, type Stray } from './config-folder.ts';
import { type Layered, layersOf, shippedTree } from './layers.ts';
import { moneyInputsOf, overridesOf } from './money-inputs.ts';
import { showDocument } from './show-document.ts';
import { type ConfigVersion, VersionStore } from './version-store.ts';

/** Names that Windows keeps for itself. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

function unknownNames(choices: Readonly<Record<string, readonly string[]>>, values: unknown): ConfigFault[] {
  return Object.entries(choices).flatMap(([path, known]) => {
    const name = valueAt(values, path);
    if (name === undefined || known.includes(String(name))) return [];
    return [{ path, message: `must be one of ${known.join(', ')} (found ${JSON.stringify(name)})` }];
  });
}

/** A document as it lies on disk now. */
interface Current {
  readonly content: Buffer | null;
  readonly path: string;
  readonly base: string;
}

/**
 * Shows, checks and saves the documents of the workspace's configuration folder. Whatever is saved is complete and valid, and
 * the state before it stays as a version. Shipped files are only read.
 */
export class ConfigEditor {
  private readonly context: CompositionContext;
  private readonly folder: ConfigFolder;
  private readonly versions: VersionStore;

  constructor(context: CompositionContext) {
    this.context = context;
    this.folder = new ConfigFolder(context.places.workspace);
    this.versions = new VersionStore(context.places.workspace);
  }

  list(): { documents: DocumentEntry[]; strays: Stray[] } {
    const strategies = listStrategies(this.context.places);
    const ids = [...strategies.map((name) => `strategies/${name}`), 'risk', 'exchanges/bitunix', 'session', 'alerts'];
    return { documents: ids.map((id) => this.entry(id)), strays: this.folder.strays() };
  }

  private entry(id: string): DocumentEntry {
    const { shipped } = this.context.places;
    const found = this.look(id);
    return {
      id,
      group: kindOf(id) === 'strategy' ? 'strategy' : 'account',
      name: id.split('/').at(-1) ?? id,
      state: 'layered' in found ? 'ok' : 'broken',
      reason: 'layered' in found ? '' : found.reason,
      isShipped: shippedTree(id, shipped) !== null,
      isOwn: found.current === undefined || found.current.content !== null,
    };
  }

  read(id: string): DocumentView {
    const found = this.look(id);
    const layered = 'layered' in found ? found.layered : this.substitute(id);
    const { environment, places } = this.context;
    return showDocument({
      id,
      path: this.folder.pathOf(id),
      base: found.current?.base ?? 'none',
      reason: 'layered' in found ? '' : found.reason,
      layered,
      shipped: this.shippedValue(id),
      choices: this.choices(id),
      overrides: overridesOf(id, environment),
      money: moneyInputsOf(id, layered.value, places, environment),
    });
  }

  check(id: string, values: Readonly<Record<string, unknown>>): readonly ConfigFault[] {
    const checked = this.checked(id, values);
    return 'faults' in checked ? checked.faults : [];
  }

  private checked(id: string, values: Readonly<Record<string, unknown>>): ReturnType<typeof checkDocument> {
    const complete = this.complete(id, values);
    const checked = checkDocument(kindOf(id), complete);
    if ('faults' in checked) return checked;
    const faults = unknownNames(this.choices(id), complete);
    return faults.length === 0 ? checked : { faults };
  }

  /** What there is to choose from, where a document names other things. */
  private choices(id: string): Readonly<Record<string, readonly string[]>> {
    const { places, environment } = this.context;
    return kindOf(id) === 'session'
      ? { strategy: listStrategies(places), symbol: knownSymbols(places, environment) }
      : {};
  }

  /** Returns the number of the new version. Throws a Failure, and then nothing was written. */
  save(id: string, draft: { base: string; values: Record<string, unknown>; isNew: boolean }, by: string): number {
    const current = this.unchanged(id, draft.base);
    if (draft.isNew) this.assertNewName(id);
    else if (current.content === null && !this.holdsWithoutFile(id)) {
      throw new Failure('not_found', `there is no ${id} to save; nothing was saved`);
    }
    const checked = this.checked(id, draft.values);
    if ('faults' in checked) {
      const [first] = checked.faults;
      throw new Failure('bad_config', `${first?.path}: ${first?.message}; nothing was saved`);
    }
    const content = Buffer.from(`${JSON.stringify(checked.value, null, 2)}\n`);
    if (current.content?.equals(content)) throw new Failure('bad_config', 'nothing has changed; nothing was saved');
    return this.put(id, current, { content, by, action: 'saved', of: null });
  }

  /** Versions of a document, oldest first, with what it says now. */
  history(id: string): { versions: readonly ConfigVersion[]; current: Current } {
    return { versions: this.versions.list(id), current: this.current(id) };
  }

  /** What a version says, valid or a Failure. */
  valueIn(id: string, content: Buffer | null): unknown {
    const path = this.folder.pathOf(id);
    return layersOf(id, { content, path }, shippedTree(id, this.context.places.shipped)).value;
  }

  restore(id: string, { base, version }: { base: string; version: number }, by: string): number {
    const current = this.unchanged(id, base);
    const kept = this.versions.read(id, version);
    if (kept === undefined) throw new Failure('not_found', `${id} has no version ${version}`);
    const checked = checkDocument(kindOf(id), this.valueIn(id, kept.content));
    if ('faults' in checked) {
      const [first] = checked.faults;
      throw new Failure('bad_config', `version ${version} is not valid: ${first?.path}: ${first?.message}`);
    }
    if (baseOf(kept.content) === current.base) throw new Failure('bad_config', `version ${version} is what holds now`);
    return this.put(id, current, { content: kept.content, by, action: 'restored', of: version });
  }

  /** Removes the workspace's own file of a strategy, broken or not; what is shipped under its name holds again. */
  remove(id: string, base: string, by: string): number {
    const current = this.unchanged(id, base);
    if (current.content === null) throw new Failure('not_found', `there is no file ${current.path} to remove`);
    if (!this.holdsWithoutFile(id)) this.assertNotBegunWith(id);
    return this.put(id, current, { content: null, by, action: 'removed', of: null });
  }

  /** The Start dialog must not begin with a strategy that is not there. */
  private assertNotBegunWith(id: string): void {
    const session = this.look('session');
    const name = id.slice('strategies/'.length);
    if ('layered' in session && valueAt(session.layered.value, 'strategy') === name) {
      throw new Failure('bad_config', `the Start dialog begins with ${name}; choose another strategy there first`);
    }
  }

  private put(id: string, current: Current, next: Omit<ConfigVersion, 'version' | 'at'>): number {
    const at = new Date().toISOString();
    const last = this.versions.list(id).at(-1);
    const wasThere = current.content !== null || this.holdsWithoutFile(id);
    if (wasThere && (last === undefined || baseOf(last.content) !== current.base)) {
      this.versions.add(id, { at, by: '', action: 'found', of: null, content: current.content });
    }
    this.keepSecrets(id, next.content);
    const version = this.versions.add(id, { at, ...next });
    try {
      this.folder.write(id, next.content, kindOf(id) === 'alerts');
    } catch (error) {
      this.versions.drop(id, version);
      throw error;
    }
    return version;
  }

  /** Something holds even where the workspace has no file: what is shipped, or the defaults. */
  private holdsWithoutFile(id: string): boolean {
    return isOptional(kindOf(id)) || shippedTree(id, this.context.places.shipped) !== null;
  }

  private current(id: string): Current {
    const content = this.folder.read(id);
    return { content, path: this.folder.pathOf(id), base: baseOf(content) };
  }

  private unchanged(id: string, base: string): Current {
    const current = this.current(id);
    if (current.base === base) return current;
    throw new Failure(
      'changed_meanwhile',
      `${current.path} was changed by somebody else since it was read; nothing was saved. Read it again, then repeat the change`,
    );
  }

  private look(
    id: string,
  ):
    | { readonly current: Current; readonly layered: Layered }
    | { readonly current: Current | undefined; readonly reason: string } {
    let current: Current | undefined;
    try {
      current = this.current(id);
      this.keepSecrets(id, current.content);
      return { current, layered: layersOf(id, current, shippedTree(id, this.context.places.shipped)) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'not_found') throw error;
      return { current, reason: this.context.scrub(error.message) };
    }
  }

  /** What the form of a broken document begins with: what is shipped, for a strategy of one's own the default one. */
  private substitute(id: string): Layered {
    const { shipped } = this.context.places;
    const tree =
      shippedTree(id, shipped) ?? (kindOf(id) === 'strategy' ? shippedTree('strategies/default', shipped) : null);
    return layersOf(id, { content: null, path: this.folder.pathOf(id) }, tree);
  }

  private shippedValue(id: string): unknown {
    const tree = shippedTree(id, this.context.places.shipped);
    return tree === null ? null : layersOf(id, { content: null, path: this.folder.pathOf(id) }, tree).value;
  }

  /** The draft with the addresses that it keeps. */
  private complete(id: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    if (kindOf(id) !== 'alerts') return values;
    const found = this.look(id);
    return withKeptAddresses(values, 'layered' in found ? (found.layered.value as AlertsConfig) : null);
  }

  private keepSecrets(id: string, content: Buffer | null): void {
    if (kindOf(id) !== 'alerts' || content === null) return;
    try {
      this.context.keepSecret(secretsOfAlerts(this.valueIn(id, content) as AlertsConfig));
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // a broken file is never shown
    }
  }

  private assertNewName(id: string): void {
    const name = id.slice('strategies/'.length);
    if (kindOf(id) !== 'strategy' || RESERVED.test(name)) {
      throw new Failure('bad_config', `${name}: cannot be the name of a strategy; choose another`);
    }
    const known = listStrategies(this.context.places).find((other) => other.toLowerCase() === name.toLowerCase());
    if (known !== undefined)
      throw new Failure('bad_config', `there is a strategy ${known} already; choose another name`);
  }
}
