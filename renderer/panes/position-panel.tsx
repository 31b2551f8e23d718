import type { PositionStatus } from '../../shared/session-status.ts';
import { arrow, price, signed, toNumber, tone, withUnit } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT, words } from '../text.ts';
import { FactRow } from './fact-row.tsx';

const { position: text } = TEXT;

/** The open position with its bracket and where it stands. Its height does not change when it opens or closes. */
export function PositionPanel() {
  const position = useWorkstation((state) => state.session?.position ?? null);
  const trail = useWorkstation((state) => state.session?.position?.trail ?? state.view.trail);
  const last = useWorkstation((state) => state.session?.price);
  const figures = position === null ? undefined : standing(position, trail, toNumber(last));
  const side = position === null ? text.flat : `${position.side === 'LONG' ? '▲' : '▼'} ${position.side}`;
  const shown = (value: string | undefined) => price(position === null ? undefined : value);
  return (
    <section className="panel position" aria-labelledby="position-heading">
      <div className="panel-head">
        <h2 id="position-heading">{text.heading}</h2>
        <span className={position === null ? 'muted' : position.side === 'LONG' ? 'side-tag up' : 'side-tag down'}>
          {side}
        </span>
      </div>
      <dl className="rows two">
        <FactRow name={text.unrealised} tone={`strong ${tone(position?.unrealised)}`}>
          {arrow(position?.unrealised)} {signed(position?.unrealised)}
        </FactRow>
        <FactRow name={text.r} tone={`strong ${tone(figures?.r)}`}>
          {withUnit(signed(figures?.r), 'R')}
        </FactRow>
        <FactRow name={text.qty}>{position?.qty ?? price(undefined)}</FactRow>
        <FactRow name={text.entry}>{shown(position?.entry_price)}</FactRow>
        <FactRow name={text.stop}>{shown(position?.stop)}</FactRow>
        <FactRow name={text.target}>{shown(position?.target)}</FactRow>
        <FactRow name={text.trail}>{shown(trail ?? undefined)}</FactRow>
        <FactRow name={text.distance}>
          <span title={withUnit(signed(figures?.distancePct), '%')}>{signed(figures?.distance, 1)}</span>
        </FactRow>
        <FactRow name={text.setup}>{position === null ? price(undefined) : words(TEXT.setup, position.setup)}</FactRow>
        <FactRow name={text.bars}>{position === null ? price(undefined) : String(position.bars_open)}</FactRow>
      </dl>
    </section>
  );
}

/** R: unrealised over what was risked from entry to the first stop. Distance: from the price to the nearer of stop and trail. */
function standing(position: PositionStatus, trail: string | null, last: number | undefined) {
  const entry = toNumber(position.entry_price);
  const stop = toNumber(position.stop);
  const qty = toNumber(position.qty);
  const unrealised = toNumber(position.unrealised);
  if (entry === undefined || stop === undefined || qty === undefined || last === undefined) return undefined;
  const risk = Math.abs(entry - stop) * qty;
  const trailed = toNumber(trail);
  const isLong = position.side === 'LONG';
  const active = trailed === undefined ? stop : isLong ? Math.max(stop, trailed) : Math.min(stop, trailed);
  const distance = active - last;
  return {
    r: unrealised === undefined || risk === 0 ? undefined : unrealised / risk,
    distance,
    distancePct: last === 0 ? undefined : (distance / last) * 100,
  };
}
