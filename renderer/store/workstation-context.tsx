import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands.ts';
import type { DeskState, RunSource } from './desk.ts';
import type { UiState } from './ui-state.ts';
import type { WorkstationState } from './workstation-state.ts';

/**
 * What the panes draw from. The page has one for the session of the workstation; a past run that is opened has another, with
 * `store`, `desk` and `source` of its own, so that the same panes show it.
 */
export interface WorkstationAccess {
  readonly store: StoreApi<WorkstationState>;
  readonly ui: StoreApi<UiState>;
  readonly commands: Commands;
  readonly desk: StoreApi<DeskState>;
  readonly source: RunSource;
}

export const WorkstationContext = createContext<WorkstationAccess | null>(null);

export function useAccess(): WorkstationAccess {
  const access = useContext(WorkstationContext);
  if (access === null) throw new Error('there is no workstation around this component');
  return access;
}

/** A part of what is known of the workstation; draws anew when that part changes. */
export function useWorkstation<Part>(select: (state: WorkstationState) => Part): Part {
  return useStore(useAccess().store, select);
}

export function useUi<Part>(select: (state: UiState) => Part): Part {
  return useStore(useAccess().ui, select);
}

export function useDesk<Part>(select: (state: DeskState) => Part): Part {
  return useStore(useAccess().desk, select);
}

export function useCommands(): Commands {
  return useAccess().commands;
}

/** Whether the workstation can be asked now. Whoever asks by itself waits for it, and asks again after a lost connection. */
export function useConnected(): boolean {
  return useWorkstation(({ connection }) => connection.kind === 'open');
}
