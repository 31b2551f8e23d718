/** The page's own scheme: nothing of it is served from the network or from `file:`. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'workstation';
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

/** Does this address belong to the page the program itself serves? */
export function isPageAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
  } catch {
    return false;
  }
}

const LINKS: readonly string[] = ['https://www.tradingview.com', 'https://www.bitunix.com'];

/** May a link of the page be opened in the person's browser? Only these sites, only encrypted. */
export function isAllowedLink(address: string): boolean {
  try {
    const { origin, username, password } = new URL(address);
    return LINKS.includes(origin) && username === '' && password === '';
  } catch {
    return false;
  }
}
