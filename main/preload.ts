import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from '../shared/ipc/channels.ts';

/**
 * All the page gets of the desktop program: three functions. What they carry is checked on the other side, because a page may
 * be made to run scripts that are not ours.
 */
contextBridge.exposeInMainWorld('workstation', {
  request: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNELS.request, name, input),
  snapshot: (): Promise<unknown> => ipcRenderer.invoke(CHANNELS.snapshot),
  onFrame: (listener: (frame: unknown) => void): (() => void) => {
    const handle = (_event: unknown, frame: unknown) => listener(frame);
    ipcRenderer.on(CHANNELS.frame, handle);
    return () => {
      ipcRenderer.removeListener(CHANNELS.frame, handle);
    };
  },
});
