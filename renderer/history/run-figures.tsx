import type { ReactNode } from 'react';
import type { OpenedRun } from '../../shared/opened-run.ts';
import { FIGURE_CONVENTIONS, type FigureName, formatFigure } from '../../shared/performance/figure-text.ts';
import { arrow, figure, signed, tone, withUnit } from '../format/figures.ts';
import { HISTORY } from '../text/history.ts';
import { changeOf } from './run-words.ts';

const { figures: text } = HISTORY;
const NAMES = Object.keys(text.names) as FigureName[];

/** The figures of the final report, each with the convention it follows. */
export function RunFigures({ opened: { report, summary } }: { readonly opened: OpenedRun }) {
  const change = changeOf(summary);
  return (
    <section className="panel run-figures" aria-labelledby="figures-heading">
      <div className="panel-head">
        <h2 id="figures-heading">{text.heading}</h2>
      </div>
      {report === null ? (
        <p className="muted">{text.none}</p>
      ) : (
        <dl>
          <Figure name={text.pnl} note={text.pnlNote} look={`strong ${tone(report.net_pnl)}`}>
            {arrow(report.net_pnl)} {signed(report.net_pnl)} USDT ({withUnit(signed(change), '%')})
          </Figure>
          <Figure name={text.equity} note={text.equityNote(figure(report.starting_equity))}>
            {withUnit(figure(report.ending_equity), 'USDT')}
          </Figure>
          <Figure name={text.trades} note={text.tradesNote(report.wins, report.losses)}>
            {figure(report.trades, 0)}
          </Figure>
          {NAMES.map((name) => (
            <Figure key={name} name={text.names[name]} note={FIGURE_CONVENTIONS[name]}>
              {formatFigure(name, report)}
            </Figure>
          ))}
          <Figure name={text.fees} note={text.feesNote}>
            {withUnit(figure(report.fees), 'USDT')}
          </Figure>
          <Figure name={text.funding} note={text.fundingNote}>
            {withUnit(signed(report.funding), 'USDT')}
          </Figure>
        </dl>
      )}
    </section>
  );
}

function Figure({
  name,
  note,
  look = '',
  children,
}: {
  readonly name: string;
  readonly note: string;
  readonly look?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd className={look}>{children}</dd>
      <dd className="convention">{note}</dd>
    </div>
  );
}
