import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands.ts';
import type { UiState } from './ui-state.ts';
import type { WorkstationState } from './workstation-state.ts';

export interface WorkstationAccess {
  readonly store: StoreApi<WorkstationState>;
  readonly ui: StoreApi<UiState>;
  readonly commands: Commands;
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

export function useCommands(): Commands {
  return useAccess().commands;
}
