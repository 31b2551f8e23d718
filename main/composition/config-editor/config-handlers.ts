import { Failure } from '../../../shared/failure.ts';
import type { CONFIG_REQUESTS, VersionEntry } from '../../../shared/ipc/config-requests.ts';
import type { Handlers } from '../../../shared/ipc/router.ts';
import { changesBetween } from './changes.ts';
import type { ConfigEditor } from './config-editor.ts';
import { baseOf } from './config-folder.ts';
import type { ConfigVersion } from './version-store.ts';

/** Answers the requests of the configuration editor. `saved` is called after each change of a file. */
export function configHandlers(editor: ConfigEditor, saved: () => void): Pick<Handlers, keyof typeof CONFIG_REQUESTS> {
  const changed = (version: number) => {
    saved();
    return { version };
  };
  return {
    configList: () => editor.list(),
    configRead: ({ id }) => editor.read(id),
    configCheck: ({ id, values }) => ({ issues: [...editor.check(id, values)] }),
    configSave: ({ id, ...draft }, by) => changed(editor.save(id, draft, by)),
    configRemove: ({ id, base }, by) => changed(editor.remove(id, base, by)),
    configVersions: ({ id }) => ({ versions: versionsOf(id, editor) }),
    configRestore: ({ id, ...what }, by) => changed(editor.restore(id, what, by)),
  };
}

/** Newest first, each with what it changed. */
function versionsOf(id: string, editor: ConfigEditor): VersionEntry[] {
  const { versions, current } = editor.history(id);
  let before: unknown;
  // what was saved again later stands there twice
  const now = versions.findLast(({ content }) => baseOf(content) === current.base);
  const shown = versions.map((version): VersionEntry => {
    const { value, problem } = meaningOf(id, version, editor);
    const changes = before === undefined || value === undefined ? [] : changesBetween(id, before, value);
    before = value;
    const { content, ...rest } = version;
    return { ...rest, changes, problem, isShipped: content === null, isCurrent: version === now };
  });
  return shown.reverse();
}

function meaningOf(id: string, version: ConfigVersion, editor: ConfigEditor): { value: unknown; problem: string } {
  try {
    return { value: editor.valueIn(id, version.content), problem: '' };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { value: undefined, problem: error.message };
  }
}
