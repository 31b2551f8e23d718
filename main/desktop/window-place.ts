export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Partial<Pick<Area, 'x' | 'y'>> {
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

export const SMALLEST = { width: 720, height: 480 } as const;
const USUAL: WindowPlace = { width: 1360, height: 860, isMaximized: false };
/** So much of the title bar must be on a screen to be grabbed. */
const GRIP = 80;

/** The remembered place, if it still is one: sizes sane, and the title bar on a screen that is there. */
export function placeFrom(remembered: unknown, workAreas: readonly Area[]): WindowPlace {
  if (typeof remembered !== 'object' || remembered === null) return USUAL;
  const { x, y, width, height, isMaximized } = remembered as Record<string, unknown>;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return USUAL;
  const size = { width: Math.max(width, SMALLEST.width), height: Math.max(height, SMALLEST.height) };
  const isReachable = workAreas.some(
    (area) =>
      x + size.width >= area.x + GRIP &&
      x <= area.x + area.width - GRIP &&
      y >= area.y &&
      y <= area.y + area.height - GRIP,
  );
  if (!isReachable) return { ...USUAL, isMaximized: isMaximized === true };
  return { x, y, ...size, isMaximized: isMaximized === true };
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 100_000;
}
