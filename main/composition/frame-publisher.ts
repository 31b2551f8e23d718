import type { SessionEvent } from '../../shared/events.ts';
import type { Frame, Snapshot } from '../../shared/ipc/frames.ts';
import type { SafetyView, SessionStatus } from '../../shared/session-status.ts';
import { type Bar, EMPTY_VIEW, foldSession, type SessionViewState } from '../../shared/session-view.ts';

const FRAME_MS = 34;
/** Halt and trip live in files, which may change without us. */
const SAFETY_MS = 500;
/** Our own events that change those files: they are read at once, so that no frame tells of an end without its halt or trip. */
const MOVES_SAFETY: ReadonlySet<SessionEvent['event']> = new Set(['KillEngaged', 'CIRCUIT_BREAKER_TRIPPED']);
/** More events than this in one frame are faster told as a snapshot. */
const MAX_EVENTS = 2000;

export interface FrameSources {
  safety(): SafetyView;
  session(): SessionStatus | null;
  openBar(): Bar | null;
}

/** Turns durable events and the moving figures into frames: at most 30 a second, events never left out, quotes coalesced. */
export class FramePublisher {
  private readonly sources: FrameSources;
  private readonly listeners = new Set<(frame: Frame) => void>();
  private view: SessionViewState = EMPTY_VIEW;
  /** Not yet folded into the view. */
  private unfolded: SessionEvent[] = [];
  private pending: SessionEvent[] = [];
  private mustResync = false;
  private isTouched = false;
  private frameCount = 0;
  private lastShown = '';
  private safety: SafetyView;
  private safetyReadAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(sources: FrameSources) {
    this.sources = sources;
    this.safety = sources.safety();
  }

  /** A new session begins: its events start at 1 again. Returns how to go back to the one before, if it does not begin after all. */
  begin(): () => void {
    this.fold();
    const before = this.view;
    const showAnew = (view: SessionViewState) => {
      this.view = view;
      this.unfolded = [];
      this.pending = [];
      this.mustResync = true;
    };
    showAnew(EMPTY_VIEW);
    return () => showAnew(before);
  }

  add(events: readonly SessionEvent[]): void {
    for (const event of events) this.unfolded.push(event);
    if (events.some(({ event }) => MOVES_SAFETY.has(event))) this.touch();
    if (this.unfolded.length > MAX_EVENTS) this.fold();
    if (this.listeners.size === 0) return;
    if (this.pending.length + events.length > MAX_EVENTS) this.mustResync = true;
    else for (const event of events) this.pending.push(event);
  }

  /** Something that no event tells has changed. */
  touch(): void {
    this.safetyReadAt = Number.NEGATIVE_INFINITY;
    this.isTouched = true;
  }

  resync(): void {
    this.mustResync = true;
    this.touch();
  }

  snapshot(): Pick<Snapshot, 'safety' | 'session' | 'view' | 'open_bar' | 'frame'> {
    this.fold();
    this.readSafety();
    return {
      safety: this.safety,
      session: this.sources.session(),
      view: this.view,
      open_bar: this.sources.openBar(),
      frame: this.frameCount,
    };
  }

  subscribe(listener: (frame: Frame) => void): () => void {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.publish(), FRAME_MS);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.dispose();
    };
  }

  dispose(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private publish(): void {
    this.readSafety();
    const session = this.sources.session();
    const openBar = this.sources.openBar();
    const shown = JSON.stringify([session, openBar, this.safety]);
    if (this.pending.length === 0 && !this.mustResync && !this.isTouched && shown === this.lastShown) return;
    this.lastShown = shown;
    const resync = this.mustResync;
    const events = resync ? [] : this.pending;
    this.pending = [];
    this.mustResync = false;
    this.isTouched = false;
    const frame: Frame = { n: ++this.frameCount, session, safety: this.safety, open_bar: openBar, events, resync };
    for (const listener of this.listeners) listener(frame);
  }

  private readSafety(): void {
    const now = performance.now();
    if (now - this.safetyReadAt < SAFETY_MS) return;
    this.safetyReadAt = now;
    this.safety = this.sources.safety();
  }

  private fold(): void {
    if (this.unfolded.length === 0) return;
    const next = foldSession(this.view, this.unfolded);
    this.unfolded = [];
    if (next !== undefined) this.view = next;
  }
}
