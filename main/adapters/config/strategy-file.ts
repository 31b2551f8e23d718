import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { dropLegacyKeys } from '../../../shared/config/legacy-keys.ts';
import { type StrategyConfig, strategySchema } from '../../../shared/config/strategy.ts';
import { Failure } from '../../../shared/failure.ts';
import { parseConfig, readJson } from './read-json.ts';

export interface ConfigPlaces {
  /** Folder of the shipped configuration. */
  readonly shipped: string;
  /** Folder of the workspace's own, which wins; it need not exist. */
  readonly workspace: string;
  /** Folder against which relative paths of the user resolve. */
  readonly cwd: string;
}

export interface LoadedStrategy {
  /** File name without folder and ending. */
  readonly name: string;
  readonly path: string;
  readonly config: StrategyConfig;
  /** Sentences for the user: keys that were accepted but have no effect. */
  readonly warnings: readonly string[];
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Loads a strategy by name (workspace first, then shipped) or by path. Throws Failure('bad_config'). */
export function loadStrategy(nameOrPath: string, places: ConfigPlaces): LoadedStrategy {
  const path = findStrategy(nameOrPath, places);
  const { value, dropped } = dropLegacyKeys(readJson(path));
  const config = parseConfig(strategySchema, value, path);
  const warnings =
    dropped.length === 0
      ? []
      : [
          `${path}: ${dropped.join(', ')} ${dropped.length === 1 ? 'has' : 'have'} no effect and ${dropped.length === 1 ? 'is' : 'are'} ignored`,
        ];
  const name = (path.split(/[\\/]/).pop() ?? path).replace(/\.json$/i, '');
  return { name, path, config, warnings };
}

/** Names of the strategies that can be given by name; a folder that cannot be read has none. */
export function listStrategies(places: ConfigPlaces): string[] {
  const files = strategyFolders(places).flatMap(filesIn);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  return [...new Set(names.filter((name) => NAME.test(name)))].sort();
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function strategyFolders(places: ConfigPlaces): string[] {
  return [join(places.workspace, 'strategies'), join(places.shipped, 'strategies')];
}

function findStrategy(nameOrPath: string, places: ConfigPlaces): string {
  if (NAME.test(nameOrPath)) {
    for (const folder of strategyFolders(places)) {
      const path = join(folder, `${nameOrPath}.json`);
      if (existsSync(path)) return path;
    }
  }
  const path = isAbsolute(nameOrPath) ? nameOrPath : resolve(places.cwd, nameOrPath);
  if (existsSync(path)) return path;
  throw new Failure(
    'bad_config',
    `strategy ${nameOrPath}: no such strategy or file; known are ${listStrategies(places).join(', ')}`,
  );
}
