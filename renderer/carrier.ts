import type { Reply, RequestInput, RequestName, RequestOutput } from '../shared/ipc/contract.ts';
import type { Frame, Snapshot } from '../shared/ipc/frames.ts';

/** The three shapes that cross from the workstation to its page, whatever carries them. */
export interface WorkstationBridge {
  /** Never rejects: what went wrong is in the reply. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Reply<RequestOutput<Name>>>;
  /** Everything there is to show, as of now. */
  snapshot(): Promise<Snapshot>;
  /** Calls back for each change; returns how to end that. */
  onFrame(listener: (frame: Frame) => void): () => void;
}

/** How the page stands with the workstation. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** It was lost or cannot be made; being tried again. */
  | { readonly kind: 'lost' }
  /** The address of this page carries a token that the workstation does not know. */
  | { readonly kind: 'wrong_token' }
  /** Nothing listens there any more. */
  | { readonly kind: 'gone' };

/** A bridge that can be lost and heals. After each change to `open` the page asks for a snapshot. */
export interface Carrier extends WorkstationBridge {
  onConnection(listener: (connection: Connection) => void): () => void;
  dispose(): void;
}

declare global {
  interface Window {
    /** Set by the desktop program's preload; a browser does not have it. */
    readonly workstation?: WorkstationBridge;
  }
}
