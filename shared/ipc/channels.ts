/** Names of the contract's three shapes on Electron's IPC. No schemas here: the sandboxed preload takes in this file. */
export const CHANNELS = {
  request: 'workstation:request',
  snapshot: 'workstation:snapshot',
  frame: 'workstation:frame',
} as const;
