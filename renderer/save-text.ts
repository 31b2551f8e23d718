/** By then the browser has taken the file over. */
const RELEASE_MS = 30_000;

/** Lets the browser save a text as a file; the desktop program asks where. */
export function saveText(name: string, type: 'text/csv' | 'text/html', text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS);
}
