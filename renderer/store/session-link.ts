import type { StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../shared/ipc/frames.ts';
import type { Carrier } from '../carrier.ts';
import { announcementsOf } from './announcements.ts';
import type { UiState } from './ui-state.ts';
import { applyFrames, applySnapshot, type WorkstationState } from './workstation-state.ts';

/** Between two snapshots asked for because frames did not fit. */
const RESYNC_PAUSE_MS = 250;
/** A hidden page gets no animation frames; it is still brought up to date, more rarely. */
const HIDDEN_MS = 1000;
/** More than this waiting: a snapshot is cheaper. */
const MAX_QUEUE = 2000;

/** Keeps the store in step with the workstation: frames once per animation frame, a snapshot whenever one is missing. */
export class SessionLink {
  private readonly carrier: Carrier;
  private readonly store: StoreApi<WorkstationState>;
  private readonly ui: StoreApi<UiState>;
  private queue: Frame[] = [];
  private isSyncing = false;
  private lastSyncAt = Number.NEGATIVE_INFINITY;
  private animation: number | undefined;
  private fallback: number | undefined;
  private retry: number | undefined;
  private readonly unsubscribe: readonly (() => void)[];

  constructor(carrier: Carrier, store: StoreApi<WorkstationState>, ui: StoreApi<UiState>) {
    this.carrier = carrier;
    this.store = store;
    this.ui = ui;
    this.unsubscribe = [
      carrier.onFrame((frame) => this.receive(frame)),
      carrier.onConnection((connection) => {
        store.setState({ connection });
        if (connection.kind === 'open') this.sync();
      }),
    ];
  }

  dispose(): void {
    for (const end of this.unsubscribe) end();
    this.cancelFlush();
    clearTimeout(this.retry);
    this.carrier.dispose();
  }

  private receive(frame: Frame): void {
    this.queue.push(frame);
    if (this.queue.length > MAX_QUEUE) this.queue = this.queue.slice(-1);
    if (this.animation !== undefined) return;
    this.animation = requestAnimationFrame(() => this.flush());
    this.fallback = window.setTimeout(() => this.flush(), HIDDEN_MS);
  }

  private cancelFlush(): void {
    if (this.animation !== undefined) cancelAnimationFrame(this.animation);
    clearTimeout(this.fallback);
    this.animation = undefined;
  }

  private flush(): void {
    this.cancelFlush();
    // before a snapshot has come frames fit nothing; they wait for it
    if (this.isSyncing) return;
    const frames = this.queue;
    this.queue = [];
    const before = this.store.getState();
    if (before.epoch === 0) return;
    const after = applyFrames(before, frames, Date.now());
    if (after === undefined) {
      this.sync();
      return;
    }
    this.store.setState(after);
    const announcement = announcementsOf(before, after);
    if (announcement !== '') this.ui.setState({ announcement });
  }

  private sync(): void {
    if (this.isSyncing) return;
    this.isSyncing = true;
    const wait = Math.max(0, this.lastSyncAt + RESYNC_PAUSE_MS - performance.now());
    this.retry = window.setTimeout(() => void this.fetchSnapshot(), wait);
  }

  private async fetchSnapshot(): Promise<void> {
    this.lastSyncAt = performance.now();
    try {
      const snapshot = await this.carrier.snapshot();
      const before = this.store.getState();
      this.store.setState(applySnapshot(before, snapshot, Date.now()));
      const announcement = announcementsOf(before, this.store.getState());
      if (announcement !== '') this.ui.setState({ announcement });
      this.isSyncing = false;
      if (this.queue.length > 0) this.flush();
    } catch {
      this.isSyncing = false;
      this.sync();
    }
  }
}
