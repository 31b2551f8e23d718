import type { ConfigPlaces } from '../adapters/config/strategy-file.ts';
import type { AppIdentity } from './identity.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/** What every use of the workbench shares. */
export interface CompositionContext {
  readonly paths: WorkspacePaths;
  readonly places: ConfigPlaces;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly identity: AppIdentity;
  /** The one place where text leaves the process. */
  readonly scrub: (text: string) => string;
  /** Masks these from now on. */
  readonly keepSecret: (secrets: readonly string[]) => void;
}
