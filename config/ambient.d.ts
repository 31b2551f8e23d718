/** Version from package.json, put in by the build. */
declare const __APP_VERSION__: string;
/** Full hash of the commit that was built; null outside a git checkout. */
declare const __GIT_COMMIT__: string | null;

declare module '*.css';
