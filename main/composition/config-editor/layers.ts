import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentKind, isOptional, kindOf, schemaOf, valueAt } from '../../../shared/config/document.ts';
import { dropLegacyKeys } from '../../../shared/config/legacy-keys.ts';
import { Failure } from '../../../shared/failure.ts';
import { parseAlerts } from '../../adapters/config/alerts-file.ts';
import { asTree, merge, type Tree } from '../../adapters/config/effective-config.ts';
import { parseConfig, parseJson, readJson } from '../../adapters/config/read-json.ts';

/** What the files say of one document, the environment left out. */
export interface Layered {
  /** Complete and valid. */
  readonly value: unknown;
  readonly origin: (path: string) => 'default' | 'shipped' | 'workspace';
  readonly warnings: readonly string[];
}

/** What is shipped under an id, or null. Throws Failure('bad_config') when it is broken. */
export function shippedTree(id: string, shipped: string): Tree | null {
  const path = join(shipped, ...`${id}.json`.split('/'));
  return existsSync(path) ? asTree(readJson(path), path) : null;
}

/**
 * Lays the workspace's own file over what is shipped, as a session does: a strategy of one's own stands alone, limits and
 * exchange are merged value by value. Throws Failure('bad_config') with path and reason.
 */
export function layersOf(
  id: string,
  own: { readonly content: Buffer | null; readonly path: string },
  shipped: Tree | null,
): Layered {
  const kind = kindOf(id);
  const ownTree = own.content === null ? null : readOwn(kind, own.content, own.path);
  if (ownTree === null && shipped === null && !isOptional(kind)) {
    throw new Failure('not_found', `there is no ${id}: neither shipped nor in the workspace`);
  }
  const { value: cleaned, dropped } = kind === 'strategy' ? dropLegacyKeys(ownTree) : { value: ownTree, dropped: [] };
  const isWhole = kind === 'strategy' || isOptional(kind);
  const below = isWhole && ownTree !== null ? null : shipped;
  const tree: Tree = {};
  if (below !== null) merge(tree, below, 'shipped', kind, {});
  if (cleaned !== null) merge(tree, cleaned as Tree, 'workspace', kind, {});
  const value = kind === 'alerts' ? parseAlerts(tree, own.path) : parseConfig(schemaOf(kind), tree, own.path);
  return {
    value,
    origin: (path) => {
      if (valueAt(cleaned, path) !== undefined) return 'workspace';
      return valueAt(below, path) === undefined ? 'default' : 'shipped';
    },
    warnings: dropped.map((path) => `${path} has no effect here; it is left out when you save`),
  };
}

function readOwn(kind: DocumentKind, content: Buffer, path: string): Tree {
  try {
    return asTree(parseJson(content.toString('utf8'), path), path);
  } catch (error) {
    if (kind !== 'alerts') throw error;
    throw new Failure('bad_config', `${path}: cannot be read as JSON; correct it, or remove it to send no notices`);
  }
}
