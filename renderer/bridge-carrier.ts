import type { Carrier, Connection, WorkstationBridge } from './carrier.ts';
import { isFrame, isSnapshot } from './messages/server-message.ts';

/** The desktop program's bridge as a carrier: it lives as long as the page and is never lost. */
export function bridgeCarrier(bridge: WorkstationBridge): Carrier {
  return {
    request: async (name, input) => {
      try {
        return await bridge.request(name, input);
      } catch (error) {
        return {
          ok: false,
          error: { code: 'internal', message: error instanceof Error ? error.message : String(error) },
        };
      }
    },
    snapshot: async () => {
      const snapshot: unknown = await bridge.snapshot();
      if (!isSnapshot(snapshot)) throw new TypeError('the snapshot is malformed');
      return snapshot;
    },
    onFrame: (listener) =>
      bridge.onFrame((frame: unknown) => {
        if (isFrame(frame)) listener(frame);
      }),
    onConnection: (listener: (connection: Connection) => void) => {
      listener({ kind: 'open' });
      return () => {};
    },
    dispose: () => {},
  };
}
