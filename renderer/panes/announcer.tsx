import { useUi } from '../store/workstation-context.tsx';

/** Tells a screen reader of fills, exits, trips and halts. */
export function Announcer() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div className="hidden" aria-live="polite" aria-atomic="true" data-always>
      {announcement}
    </div>
  );
}
