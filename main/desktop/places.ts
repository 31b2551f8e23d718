import { join, resolve } from 'node:path';
import type { App } from 'electron';

export interface PlaceFacts {
  /** Folder of the program: the checkout, or the packed archive. */
  readonly appPath: string;
  readonly isPackaged: boolean;
  /** Where the packing puts what lies beside the archive. */
  readonly resources: string;
  readonly userData: string;
  readonly home: string;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where the desktop program finds and keeps its things; absolute paths. */
export interface Places {
  readonly workspace: string;
  readonly shippedConfig: string;
  /** Folder against which a person's relative paths resolve. */
  readonly cwd: string;
  readonly page: string;
  readonly preload: string;
  readonly trayIcons: string;
  readonly icon: string;
  /** The licences of the packages of others. */
  readonly licences: string;
  /** What is remembered between starts. */
  readonly memory: string;
  readonly crashes: string;
  /** Sealed by the keyring. */
  readonly exchangeKeys: string;
}

/** The places of this program, as it was started. */
export function findPlaces(app: App, environment: PlaceFacts['environment']): Places {
  return placesOf({
    appPath: app.getAppPath(),
    isPackaged: app.isPackaged,
    resources: process.resourcesPath,
    userData: app.getPath('userData'),
    home: app.getPath('home'),
    cwd: process.cwd(),
    args: process.argv,
    environment,
  });
}

/** In a checkout state lives where the command line has it; installed, in the user-data folder. `LA_WORKSPACE` wins over both. */
export function placesOf(facts: PlaceFacts): Places {
  const { appPath, environment, userData } = facts;
  const cwd = facts.isPackaged ? facts.home : environment.INIT_CWD || facts.cwd;
  const named = workspaceFlag(facts.args) || environment.LA_WORKSPACE || (facts.isPackaged ? userData : '.workspace');
  return {
    workspace: resolve(cwd, named),
    shippedConfig: join(appPath, 'config'),
    cwd,
    page: join(appPath, 'out', 'renderer'),
    preload: join(appPath, 'out', 'preload', 'index.cjs'),
    trayIcons: join(appPath, 'assets', 'tray'),
    icon: join(appPath, 'assets', 'icons', '512x512.png'),
    licences: join(facts.isPackaged ? facts.resources : join(appPath, 'out'), 'third-party-licenses.txt'),
    memory: join(userData, 'desktop-memory.json'),
    crashes: join(userData, 'crashes'),
    exchangeKeys: join(userData, 'exchange-keys.sealed'),
  };
}

function workspaceFlag(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--workspace' || arg.startsWith('--workspace='));
  const arg = args[at];
  if (arg === undefined) return undefined;
  return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : args[at + 1];
}
