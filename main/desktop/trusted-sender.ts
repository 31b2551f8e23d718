import type { WebContents } from 'electron';
import { isPageAddress } from './page-address.ts';

/** The part of an IPC event that says where it comes from. */
export interface SenderFacts {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Does a message come from the top frame of the workstation's own page? Another window, frame or address is refused. */
export function isFromPage(event: SenderFacts, page: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  if (page === undefined || event.sender !== page) return false;
  return frame !== null && frame.parent === null && isPageAddress(frame.url);
}
