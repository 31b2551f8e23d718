import { arrow, figure, price, signed, toNumber, tone, withUnit } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';

export function PriceFigure() {
  const last = useWorkstation((state) => state.session?.price);
  const open = useWorkstation((state) => state.openBar?.o ?? state.view.bars.at(-1)?.o);
  const now = toNumber(last);
  const change = now === undefined || now === 0 || open === undefined ? undefined : ((now - open) / open) * 100;
  return (
    <div className="fact price">
      <span className="fact-name">{TEXT.header.price}</span>
      <span className="fact-value">{now === 0 ? price(undefined) : price(last)}</span>
      <span className={`fact-note ${tone(change)}`} title={TEXT.header.inCandle}>
        {`${arrow(change)} ${withUnit(signed(change), '%')}`}
      </span>
    </div>
  );
}

export function EquityFigure() {
  const equity = useWorkstation((state) => state.session?.equity);
  const start = useWorkstation((state) => state.session?.starting_equity);
  const now = toNumber(equity);
  const before = toNumber(start);
  const change = now === undefined || before === undefined ? undefined : now - before;
  const percent = change === undefined || !before ? undefined : (change / before) * 100;
  return (
    <div className="fact equity">
      <span className="fact-name">
        {TEXT.header.equity} <span className="unit">USDT</span>
      </span>
      <span className="fact-value">{figure(equity)}</span>
      <span className={`fact-note ${tone(change)}`} title={TEXT.header.sinceStart}>
        {`${arrow(change)} ${signed(change)} ${percent === undefined ? '' : `(${signed(percent)} %)`}`}
      </span>
    </div>
  );
}
