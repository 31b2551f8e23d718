import { createStore } from 'zustand/vanilla';

export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'la-theme';
const ORDER: readonly Theme[] = ['auto', 'light', 'dark'];

/** The person's choice; `auto` follows the system. Kept in this browser where it allows that. */
export const themeStore = createStore<{ readonly theme: Theme }>(() => ({ theme: readTheme() }));

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return ORDER.find((theme) => theme === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function nextTheme(): void {
  const { theme } = themeStore.getState();
  const next = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? 'auto';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // not kept, still in effect
  }
  themeStore.setState({ theme: next });
}

/** Puts the theme on the document and calls back after each change, also of the system's. Returns how to end it. */
export function followTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    document.documentElement.dataset.theme = themeStore.getState().theme;
    changed();
  };
  apply();
  system.addEventListener('change', apply);
  const unsubscribe = themeStore.subscribe(apply);
  return () => {
    system.removeEventListener('change', apply);
    unsubscribe();
  };
}
