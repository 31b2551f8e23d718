import type { KeyboardEvent, PointerEvent } from 'react';
import { useStore } from 'zustand';
import { SPLIT, splitStore } from '../store/split.ts';
import { TEXT } from '../text/page.ts';

const STEP = 4;

/** The edge above the records: dragged, or moved with the arrow keys, it gives them more or less of the height. */
export function RecordsSplit() {
  const share = useStore(splitStore, (state) => state.records);
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const area = event.currentTarget.closest('.work')?.getBoundingClientRect();
    if (area !== undefined) splitStore.getState().set(((area.bottom - event.clientY) / area.height) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = {
      ArrowUp: share + STEP,
      ArrowDown: share - STEP,
      Home: SPLIT.most,
      End: SPLIT.least,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    splitStore.getState().set(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      className="records-split"
      role="separator"
      aria-orientation="horizontal"
      aria-label={TEXT.views.recordsSplit}
      title={TEXT.views.recordsSplitHint}
      aria-valuenow={Math.round(share)}
      aria-valuemin={SPLIT.least}
      aria-valuemax={SPLIT.most}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => splitStore.getState().set(SPLIT.usual)}
    />
  );
}
