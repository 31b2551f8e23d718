import { oddData } from '../faults/odd-json.ts';
import type { World } from '../world.ts';
import type { Frame } from './frames.ts';

/** A frame as it goes on the wire, with the faults of `ts` and of the data's shape. */
export function frameText(frame: Frame, world: World): string {
  const { faults } = world;
  const data = oddData(frame.data, faults);
  return JSON.stringify({
    ...frame,
    ts: world.dice.strikes(faults.frameTsShare) ? oddTs(frame.ts, world) : frame.ts,
    data: faults.dataAsList && !Array.isArray(data) ? [data] : data,
  });
}

function oddTs(ts: number, { faults }: World): number | string | undefined {
  switch (faults.frameTs) {
    case 'now':
      return ts;
    case 'zero':
      return 0;
    case 'backwards':
      return ts - 90_000;
    case 'future':
      return ts + 3_600_000;
    case 'text':
      return String(ts);
    case 'missing':
      return undefined;
  }
}
