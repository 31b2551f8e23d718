/** Version and commit of this program, set by the build. */
export interface AppIdentity {
  readonly version: string;
  readonly gitCommit: string | null;
}

/** The build's identity; from sources without a build, version 0.0.0 and no commit. */
export function appIdentity(): AppIdentity {
  return {
    version: typeof __APP_VERSION__ === 'undefined' ? '0.0.0' : __APP_VERSION__,
    gitCommit: typeof __GIT_COMMIT__ === 'undefined' ? null : __GIT_COMMIT__,
  };
}
