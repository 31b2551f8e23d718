import { shortTime } from '../format/times.ts';

const SECONDS = 3;

/** A time whose seconds give way where the table is narrow; the cell's title has them. */
export function TimeCell({ time }: { readonly time: string }) {
  const text = shortTime(time);
  return (
    <>
      {text.slice(0, -SECONDS)}
      <span className="seconds">{text.slice(-SECONDS)}</span>
    </>
  );
}
