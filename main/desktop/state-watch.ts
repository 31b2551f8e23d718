import type { SessionEvent } from '../../shared/events.ts';
import type { Frame } from '../../shared/ipc/frames.ts';
import type { Workstation } from '../session/ports.ts';
import type { DesktopState } from './desktop-state.ts';

export interface StateChange extends DesktopState {
  readonly before: DesktopState;
  /** What happened since the change before, each once. */
  readonly events: readonly SessionEvent[];
}

/** Follows the workstation for the surfaces of the main process, with or without a page that looks. */
export class StateWatch {
  private readonly workstation: Workstation;
  private readonly listeners: ((change: StateChange) => void)[] = [];
  private readonly unsubscribe: () => void;
  private seq = 0;
  private state: DesktopState;

  constructor(workstation: Workstation) {
    this.workstation = workstation;
    const { session, safety, view } = workstation.snapshot();
    this.state = { session, safety };
    this.seq = view.seq;
    this.unsubscribe = workstation.onFrame((frame) => this.take(frame));
  }

  /** As of this moment, not of the last frame. */
  now(): DesktopState {
    const { session, safety } = this.workstation.snapshot();
    return { session, safety };
  }

  onChange(listener: (change: StateChange) => void): void {
    this.listeners.push(listener);
    listener({ ...this.state, before: this.state, events: [] });
  }

  dispose(): void {
    this.unsubscribe();
    this.listeners.length = 0;
  }

  private take(frame: Frame): void {
    const before = this.state;
    this.state = { session: frame.session, safety: frame.safety };
    if (frame.session?.run_id !== before.session?.run_id) this.seq = 0;
    // a frame that asks for a snapshot carries no events: they stand in the view
    const told = frame.resync ? this.workstation.snapshot().view.events : frame.events;
    const events = told.filter(({ seq }) => seq > this.seq);
    this.seq = events.at(-1)?.seq ?? this.seq;
    for (const listener of this.listeners) listener({ ...this.state, before, events });
  }
}
