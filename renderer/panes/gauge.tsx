import { UNKNOWN } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';

export interface GaugeProps {
  readonly name: string;
  readonly value: number | undefined;
  readonly limit: number | undefined;
  readonly shown: string;
  readonly shownLimit: string;
  /** What happens at the limit; null when nothing does, or it is not known. */
  readonly effect: string | null;
}

/** Shares of the limit from which a gauge looks worried, then alarmed. */
const NEAR = 0.6;
const CLOSE = 0.85;

/** One limit: a bar with its figure, the limit, and what happens when it is reached. */
export function Gauge({ name, value, limit, shown, shownLimit, effect }: GaugeProps) {
  const share = value === undefined || limit === undefined || limit <= 0 ? undefined : Math.max(0, value / limit);
  const kind = share === undefined ? 'unknown' : share >= CLOSE ? 'close' : share >= NEAR ? 'near' : 'far';
  const width = Math.min(1, share ?? 0);
  return (
    <div className={`gauge ${kind}`}>
      <div className="gauge-head">
        <span>{name}</span>
        <span className="number">
          <strong>{shown}</strong>{' '}
          <span className="muted">{limit === undefined ? '' : `${TEXT.breaker.of} ${shownLimit}`}</span>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn alike everywhere */}
      <div
        className="gauge-track"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={limit ?? 1}
        aria-valuenow={Math.min(limit ?? 0, value ?? 0)}
        aria-valuetext={share === undefined ? UNKNOWN : `${shown} ${TEXT.breaker.of} ${shownLimit}`}
      >
        <div className="gauge-fill" style={{ transform: `scaleX(${width})` }} />
      </div>
      {effect !== null && <p className="gauge-effect">{effect}</p>}
    </div>
  );
}
