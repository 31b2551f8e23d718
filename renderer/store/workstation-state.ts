import type { BreakerLimitsView, Frame, Snapshot, UnfinishedRun, WorkstationInfo } from '../../shared/ipc/frames.ts';
import type { SafetyView, SessionStatus } from '../../shared/session-status.ts';
import { type Bar, EMPTY_VIEW, foldSession, type SessionViewState } from '../../shared/session-view.ts';
import type { Connection } from '../carrier.ts';

/** What the page knows of the workstation. `null` is not known yet. */
export interface WorkstationState {
  readonly connection: Connection;
  readonly info: WorkstationInfo | null;
  readonly safety: SafetyView | null;
  readonly session: SessionStatus | null;
  readonly limits: BreakerLimitsView | null;
  readonly unfinished: UnfinishedRun | null;
  readonly view: SessionViewState;
  readonly openBar: Bar | null;
  /** Number of the last frame applied. */
  readonly frame: number;
  /** Counts snapshots; with a new one nothing is left of what was shown before. */
  readonly epoch: number;
  /** Browser time in ms of the last news. */
  readonly receivedAt: number;
}

export const NOTHING_KNOWN: WorkstationState = {
  connection: { kind: 'connecting' },
  info: null,
  safety: null,
  session: null,
  limits: null,
  unfinished: null,
  view: EMPTY_VIEW,
  openBar: null,
  frame: 0,
  epoch: 0,
  receivedAt: 0,
};

export function applySnapshot(state: WorkstationState, snapshot: Snapshot, now: number): WorkstationState {
  const { info, safety, session, limits, unfinished, view, open_bar: openBar, frame } = snapshot;
  return {
    ...state,
    info,
    safety,
    session,
    limits,
    unfinished,
    view,
    openBar,
    frame,
    epoch: state.epoch + 1,
    receivedAt: now,
  };
}

/** Applies frames in order, those already known passed over; `undefined` when only a snapshot can help. */
export function applyFrames(
  state: WorkstationState,
  frames: readonly Frame[],
  now: number,
): WorkstationState | undefined {
  const fresh = frames.filter((frame) => frame.n > state.frame);
  const last = fresh.at(-1);
  if (last === undefined) return state;
  const isWhole = fresh.every((frame, index) => frame.n === state.frame + 1 + index && !frame.resync);
  if (!isWhole || last.session?.run_id !== state.session?.run_id) return undefined;
  const view = foldSession(
    state.view,
    fresh.flatMap((frame) => frame.events),
  );
  if (view === undefined) return undefined;
  return {
    ...state,
    view,
    session: last.session,
    safety: last.safety,
    openBar: last.open_bar,
    frame: last.n,
    receivedAt: now,
  };
}
