/** What the loopback server of a workstation offers to whoever has its token. */
export type WebOffer =
  /** Everything: the page of that folder (null: none was built, or none is wanted), every request, frames over WebSocket. */
  | { readonly kind: 'workstation'; readonly pageFolder: string | null }
  /**
   * What other programs of this computer's owner need of a running session: status, stop, kill, close, pause and resume. No
   * page, no frames, no start, and nothing that lifts a halt.
   */
  | { readonly kind: 'control' };

export interface WebServerOptions {
  readonly offer: WebOffer;
  /** A port that must be free; 0 any; undefined the first free one from 4780 on. */
  readonly port: number | undefined;
}

export interface WebServer {
  readonly url: string;
  readonly token: string;
  /** The address for a person: with the token in it. */
  readonly launchUrl: string;
  close(): Promise<void>;
}
