import interFile from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

/** Later than this the page begins with the fonts of the system. */
const PATIENCE_MS = 1500;

/**
 * Loads the page's typeface before anything is drawn: charts measure their texts once, and nothing may move. It comes with the
 * page, and has figures of one width also where they are drawn on a canvas. `token` is empty where none is asked for.
 */
export async function loadTypeface(token: string): Promise<void> {
  const address = new URL(interFile, import.meta.url);
  if (token !== '') address.searchParams.set('token', token);
  const face = new FontFace('Inter Variable', `url("${address.href}") format("woff2")`, {
    weight: '100 900',
    featureSettings: '"tnum"',
  });
  document.fonts.add(face);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([face.load(), patience]).catch(() => undefined);
}
