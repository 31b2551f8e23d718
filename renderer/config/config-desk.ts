import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FormField } from '../../shared/config/form.ts';
import type { DocumentView, VersionEntry } from '../../shared/ipc/config-requests.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import {
  type DocumentList,
  isDocumentList,
  isDocumentView,
  isIssueList,
  isVersionList,
} from '../messages/config-shape.ts';
import type { Commands } from '../store/commands.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { errorText } from '../text/phrases.ts';
import { type Draft, rebased, valuesOf, withEntry } from './draft.ts';
import type { Entry } from './entries.ts';

/** What the configuration editor knows. It outlives its view, so that leaving the view loses no change. */
export interface ConfigState {
  readonly list: DocumentList | null;
  /** Id of the document in the form. */
  readonly selected: string;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly versions: Readonly<Record<string, readonly VersionEntry[]>>;
  /** Why something could not be read or saved; empty when nothing is wrong. */
  readonly error: string;
  /** The file was changed by somebody else: it must be read again before the changes can be saved. */
  readonly isOutdated: boolean;
  /** What came of the last save; gone with the next change. */
  readonly outcome: string;
  readonly dialog:
    | null
    | { readonly kind: 'review' | 'saveAs' | 'remove' }
    | { readonly kind: 'restore'; readonly version: number };
}

const FIRST = 'strategies/default';
/** Of quiet typing, before the workstation is asked what it thinks of a draft. */
const CHECK_AFTER_MS = 200;

/** Does what the configuration editor's buttons say, and keeps its state. */
export class ConfigDesk {
  readonly store: StoreApi<ConfigState> = createStore<ConfigState>(() => ({
    list: null,
    selected: FIRST,
    drafts: {},
    versions: {},
    error: '',
    isOutdated: false,
    outcome: '',
    dialog: null,
  }));
  private readonly commands: Commands;
  private timer: number | undefined;

  constructor(commands: Commands) {
    this.commands = commands;
  }

  /** Something was changed and not saved. */
  get hasChanges(): boolean {
    return Object.values(this.store.getState().drafts).some(({ edits }) => Object.keys(edits).length > 0);
  }

  /** Reads the list, and the selected document unless it has changes. */
  async refresh(): Promise<void> {
    const { selected } = this.store.getState();
    await Promise.all([this.readList(), this.open(selected)]);
  }

  async open(id: string): Promise<void> {
    this.store.setState({ selected: id, error: '', outcome: '', dialog: null });
    const draft = this.store.getState().drafts[id];
    const hasEdits = draft !== undefined && Object.keys(draft.edits).length > 0;
    await Promise.all([hasEdits ? undefined : this.readDocument(id), this.readVersions(id)]);
  }

  edit(field: FormField, entry: Entry): void {
    this.change((draft) => withEntry(draft, field, entry));
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  discard(): void {
    this.change(({ view }) => ({ view, edits: {}, issues: [] }));
    void this.readDocument(this.store.getState().selected);
  }

  /** Lays the changes over the file as it is now. */
  async reread(): Promise<void> {
    this.store.setState({ error: '' });
    await this.readDocument(this.store.getState().selected);
  }

  /** Saves the draft; true when it is saved. What was refused is in `error`. */
  async save(): Promise<boolean> {
    const { selected: id, drafts } = this.store.getState();
    const draft = drafts[id];
    if (draft === undefined) return false;
    const { base } = draft.view;
    if (!this.succeeded(await this.commands.ask('configSave', { id, base, values: valuesOf(draft) }))) return false;
    const isNextRun = draft.view.sections.some(({ fields }) => fields.some(({ acts }) => acts === 'next_run'));
    const name = nameOf(id);
    await this.settle(id, isNextRun ? CONFIG_TEXT.savedNextRun(name) : CONFIG_TEXT.saved(name));
    return true;
  }

  /** Saves the draft as another strategy; the one it was made from is left as it is. */
  async saveAs(name: string): Promise<boolean> {
    const { selected, drafts } = this.store.getState();
    const draft = drafts[selected];
    if (draft === undefined) return false;
    const id = `strategies/${name}`;
    const reply = await this.commands.ask('configSave', { id, base: 'none', values: valuesOf(draft), isNew: true });
    if (!this.succeeded(reply)) return false;
    this.change(({ view }) => ({ view, edits: {}, issues: [] }));
    this.store.setState({ selected: id });
    await this.settle(id, CONFIG_TEXT.savedNextRun(name));
    return true;
  }

  /** Removes the file of the selected strategy; the form goes on with what is shipped under its name, else with the first strategy. */
  async remove(): Promise<boolean> {
    const { selected: id, drafts } = this.store.getState();
    const view = drafts[id]?.view;
    if (view === undefined) return false;
    if (!this.succeeded(await this.commands.ask('configRemove', { id, base: view.base }))) return false;
    const outcome = CONFIG_TEXT.removal.done(nameOf(id));
    if (view.shipped === null) this.store.setState({ selected: FIRST });
    const { [id]: _gone, ...others } = this.store.getState().drafts;
    this.store.setState({ drafts: others });
    await this.readAfterWrite(view.shipped === null ? FIRST : id, outcome);
    return true;
  }

  async restore(version: number): Promise<boolean> {
    const { selected: id, drafts } = this.store.getState();
    const base = drafts[id]?.view.base ?? 'none';
    if (!this.succeeded(await this.commands.ask('configRestore', { id, base, version }))) return false;
    // unsaved changes stay, on top of what was restored
    await this.readAfterWrite(id, CONFIG_TEXT.restored(version));
    return true;
  }

  async testNotice(): Promise<void> {
    const reply = await this.commands.ask('testAlerts', {});
    if (this.succeeded(reply)) this.store.setState({ outcome: CONFIG_TEXT.noticeSent(reply.value.host), error: '' });
  }

  /** After a draft was saved it is done. */
  private async settle(id: string, outcome: string): Promise<void> {
    const { [id]: _done, ...drafts } = this.store.getState().drafts;
    this.store.setState({ drafts });
    await this.readAfterWrite(id, outcome);
  }

  private async readAfterWrite(id: string, outcome: string): Promise<void> {
    this.store.setState({ dialog: null, outcome, error: '' });
    await Promise.all([this.readList(), this.readDocument(id), this.readVersions(id)]);
  }

  private change(how: (draft: Draft) => Draft): void {
    const { selected, drafts } = this.store.getState();
    const draft = drafts[selected];
    if (draft !== undefined)
      this.store.setState({ drafts: { ...drafts, [selected]: how(draft) }, error: '', outcome: '' });
  }

  private async check(): Promise<void> {
    const { selected: id, drafts } = this.store.getState();
    const draft = drafts[id];
    if (draft === undefined || Object.keys(draft.edits).length === 0) return;
    const reply = await this.commands.ask('configCheck', { id, values: valuesOf(draft) });
    if (!reply.ok || !isIssueList(reply.value)) return;
    const { issues } = reply.value;
    const now = this.store.getState().drafts;
    // an answer to what was typed before is no longer of interest
    if (now[id]?.edits === draft.edits) this.store.setState({ drafts: { ...now, [id]: { ...draft, issues } } });
  }

  private async readList(): Promise<void> {
    const list = this.valueOf(await this.commands.ask('configList', {}), isDocumentList);
    if (list !== undefined) this.store.setState({ list });
  }

  private async readDocument(id: string): Promise<void> {
    const view = this.valueOf<DocumentView>(await this.commands.ask('configRead', { id }), isDocumentView);
    if (view === undefined) return;
    const { drafts } = this.store.getState();
    const draft = drafts[id];
    const next = draft === undefined ? { view, edits: {}, issues: [] } : rebased(draft, view);
    this.store.setState({ drafts: { ...drafts, [id]: next } });
  }

  private async readVersions(id: string): Promise<void> {
    const read = this.valueOf(await this.commands.ask('configVersions', { id }), isVersionList);
    if (read === undefined) return;
    this.store.setState({ versions: { ...this.store.getState().versions, [id]: read.versions } });
  }

  private valueOf<Value>(reply: Reply, isExpected: (value: unknown) => value is Value): Value | undefined {
    if (!this.succeeded(reply)) return undefined;
    return isExpected(reply.value) ? reply.value : undefined;
  }

  private succeeded<Value>(reply: Reply<Value>): reply is Extract<Reply<Value>, { ok: true }> {
    if (!reply.ok) {
      this.store.setState({ error: errorText(reply.error), isOutdated: reply.error.code === 'changed_meanwhile' });
    }
    return reply.ok;
  }
}

/** How a document is called. */
export function nameOf(id: string): string {
  return Object.hasOwn(CONFIG_TEXT.names, id) ? (CONFIG_TEXT.names[id] ?? id) : (id.split('/').at(-1) ?? id);
}
