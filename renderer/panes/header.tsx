import { UNKNOWN } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { CommandBar } from './command-bar.tsx';
import { EquityFigure, PriceFigure } from './header-figures.tsx';
import { SessionState } from './session-state.tsx';

/** Product, what runs, the figures that matter, and the buttons. */
export function Header() {
  return (
    <header className="header">
      <div className="brand">
        <h1>{TEXT.product}</h1>
        <span className="mode">{TEXT.header.paperMode}</span>
      </div>
      <SessionState />
      <Market />
      <PriceFigure />
      <EquityFigure />
      <CommandBar />
    </header>
  );
}

function Market() {
  const session = useWorkstation((state) => state.session);
  if (session === null) {
    return (
      <div className="fact market">
        <span className="fact-name">{TEXT.header.market}</span>
        <span className="fact-value">{TEXT.header.noSession}</span>
        <span className="fact-note">{UNKNOWN}</span>
      </div>
    );
  }
  const { symbol, interval, source, strategy, seed } = session;
  const details = [source, strategy, ...(source === 'bitunix' ? [] : [TEXT.header.seed(seed)])].join(' · ');
  return (
    <div className="fact market" title={`${symbol} ${interval} · ${details}`}>
      <span className="fact-name">{TEXT.header.market}</span>
      <span className="fact-value">
        {symbol} <span className="interval">{interval}</span>
      </span>
      <span className="fact-note">{details}</span>
    </div>
  );
}
