import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ConfigDesk, ConfigState } from './config-desk.ts';
import type { Draft } from './draft.ts';

export const ConfigContext = createContext<ConfigDesk | null>(null);

export function useConfigDesk(): ConfigDesk {
  const desk = useContext(ConfigContext);
  if (desk === null) throw new Error('there is no configuration around this component');
  return desk;
}

/** A part of what the editor knows; draws anew when that part changes. */
export function useConfig<Part>(select: (state: ConfigState) => Part): Part {
  return useStore(useConfigDesk().store, select);
}

/** The document in the form; undefined until it was read. */
export function useDraft(): Draft | undefined {
  return useConfig(({ drafts, selected }) => drafts[selected]);
}
