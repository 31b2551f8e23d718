/** Version from package.json, put in by the build. */
declare const __APP_VERSION__: string;
/** Full hash of the commit that was built; null outside a git checkout. */
declare const __GIT_COMMIT__: string | null;

declare module '*.css';

/** Address of a file that is built into the page. */
declare module '*?url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: the bundler gives it no other name
  export default address;
}
