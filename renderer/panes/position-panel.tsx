import { arrow, figure, price, signed, toNumber, tone, UNKNOWN, withUnit } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { sideText } from '../text/side.ts';
import { BracketBar } from './bracket-bar.tsx';
import { FactRow } from './fact-row.tsx';
import { standingOf } from './position-standing.ts';

const { position: text } = TEXT;

/** The open position with its bracket and where it stands. Its height does not change when it opens or closes. */
export function PositionPanel() {
  const position = useWorkstation((state) => state.session?.position ?? null);
  const trail = useWorkstation((state) => state.session?.position?.trail ?? state.view.trail);
  const last = useWorkstation((state) => state.session?.price);
  const standing = position === null ? undefined : standingOf(position, trail, toNumber(last));
  const toStopPct = figure(standing?.toStopPct === undefined ? undefined : Math.abs(standing.toStopPct));
  const side = position === null ? text.flat : `${position.side === 'LONG' ? '▲' : '▼'} ${position.side}`;
  const shown = (value: string | undefined) => price(position === null ? undefined : value);
  return (
    <section className="panel position" aria-labelledby="position-heading">
      <div className="panel-head">
        <h2 id="position-heading">{text.heading}</h2>
        <span className={position === null ? 'muted' : position.side === 'LONG' ? 'side-tag up' : 'side-tag down'}>
          {position === null ? side : `${side} ${position.qty}`}
        </span>
      </div>
      <div className="position-now">
        <strong className={tone(position?.unrealised)}>
          {`${arrow(position?.unrealised)} ${withUnit(signed(position?.unrealised), TEXT.breaker.dailyUnit)}`.trim()}
        </strong>
        <strong className={tone(standing?.r)}>{withUnit(signed(standing?.r), 'R')}</strong>
      </div>
      <BracketBar standing={standing} />
      <dl className="rows two">
        <FactRow name={text.entry}>{shown(position?.entry_price)}</FactRow>
        <FactRow name={sideText.breakeven}>{figure(position?.breakeven, 1)}</FactRow>
        <FactRow name={text.stop}>{shown(position?.stop)}</FactRow>
        <FactRow name={text.target}>{shown(position?.target)}</FactRow>
        <FactRow name={text.trail}>{shown(trail ?? undefined)}</FactRow>
        <FactRow name={text.bars}>{position === null ? UNKNOWN : String(position.bars_open)}</FactRow>
        <FactRow name={sideText.toStop}>{signed(standing?.toStop, 1)}</FactRow>
        <FactRow name={sideText.toTarget}>{signed(standing?.toTarget, 1)}</FactRow>
        <FactRow name={sideText.toStopPct}>{withUnit(toStopPct, '%')}</FactRow>
        <FactRow name={text.setup}>{position === null ? UNKNOWN : words(TEXT.setup, position.setup)}</FactRow>
      </dl>
      <dl className="rows">
        <FactRow name={sideText.atStop}>
          {standing === undefined
            ? UNKNOWN
            : `${withUnit(signed(standing.atStop), TEXT.breaker.dailyUnit)} · ${withUnit(signed(standing.atStopR), 'R')}`}
        </FactRow>
      </dl>
    </section>
  );
}
