import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { DecisionMade, StageVerdict } from '../../shared/events.ts';
import { gridOf } from '../candle-grid.ts';
import { type TradeSpan, tradeRecords, tradeSpans, wasOpen } from '../chart/trade-spans.ts';
import { arrow, price, signed } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { decisionWords } from '../store/decision-at.ts';
import { useDecision } from '../store/use-decision.ts';
import { useAccess, useDesk, useWorkstation } from '../store/workstation-context.tsx';
import { chartText } from '../text/chart.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import type { ChartActions } from './chart-actions.ts';

const { card: text } = chartText;
const ICON = { size: '1.15rem', strokeWidth: 2, 'aria-hidden': true } as const;

/** The candle that was picked: why it brought an order or none, what each stage said, and which trade was open. */
export function MomentCard({
  side,
  actions,
}: {
  readonly side: 'left' | 'right';
  readonly actions: () => ChartActions | null;
}) {
  const moment = useDesk((state) => state.moment);
  if (moment === null) return null;
  return (
    <section className={`moment-card ${side}`} aria-label={text.heading(minuteTime(moment))}>
      <div className="moment-head">
        <button
          type="button"
          className="quiet"
          aria-label={text.earlier}
          title={`${text.earlier} ( , )`}
          onClick={() => actions()?.stepCandle(-1)}
        >
          <ChevronLeft {...ICON} />
        </button>
        <h3>
          {minuteTime(moment)} <span className="muted">{TEXT.utc}</span>
        </h3>
        <button
          type="button"
          className="quiet"
          aria-label={text.later}
          title={`${text.later} ( . )`}
          onClick={() => actions()?.stepCandle(1)}
        >
          <ChevronRight {...ICON} />
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={text.close}
          title={`${text.close} (Esc)`}
          onClick={() => actions()?.letGo()}
        >
          <X {...ICON} />
        </button>
      </div>
      <Decision moment={moment} />
      <TradesThen moment={moment} />
    </section>
  );
}

function Decision({ moment }: { readonly moment: number }) {
  const { desk } = useAccess();
  const decision = useDecision(moment);
  if (decision === undefined) return <p className="muted">{text.loading}</p>;
  if (decision === null) return <p className="muted">{text.undecided}</p>;
  const isOrder = decision.outcome === 'order';
  return (
    <>
      <p className={isOrder ? 'moment-verdict accent' : 'moment-verdict'}>
        <span aria-hidden="true">{isOrder ? '◆ ' : '○ '}</span>
        {decisionWords(decision)}
      </p>
      <Stages decision={decision} />
      <button type="button" className="quiet moment-more" onClick={() => desk.setState({ tab: 'decisions' })}>
        {text.allDetails}
      </button>
    </>
  );
}

function Stages({ decision }: { readonly decision: DecisionMade }) {
  return (
    <ul className="moment-stages" aria-label={text.stages}>
      {decision.stages.map((verdict) => (
        <li key={verdict.stage} className={lookOf(verdict, decision.reason)}>
          <span className="muted">{words(TEXT.stage, verdict.stage)}</span>
          <span>{saidBy(verdict)}</span>
        </li>
      ))}
    </ul>
  );
}

function saidBy({ result, reason }: StageVerdict): string {
  const said = result === 'pass' ? text.passed : words(TEXT.setup, result);
  return reason === '' ? said : words(TEXT.decisionReason, reason);
}

/** The stage that gave the reason stands out; those that were not asked step back. */
function lookOf({ reason, result }: StageVerdict, first: string): string {
  if (reason !== '' && reason === first) return 'decisive';
  return result === 'skipped' || result === 'off' || result === 'none' ? 'muted' : '';
}

function TradesThen({ moment }: { readonly moment: number }) {
  const records = useWorkstation(useShallow(tradeRecords));
  const grid = useWorkstation(useShallow((state) => gridOf(state.session)));
  const open = tradeSpans(records).filter((span) => wasOpen(span, moment, grid));
  if (open.length === 0) return <p className="muted">{text.noTrade}</p>;
  return (
    <ul className="moment-trades" aria-label={text.trades}>
      {open.map((span) => (
        <li key={span.id}>
          <strong className={span.isLong ? 'up' : 'down'}>
            {span.isLong ? '▲' : '▼'} #{span.id}
          </strong>{' '}
          {tradeWords(span)}
        </li>
      ))}
    </ul>
  );
}

function tradeWords({ isLong, entry, exit }: TradeSpan): string {
  const entered = text.entered(isLong ? 'LONG' : 'SHORT', price(entry));
  if (exit === null) return `${entered}, ${text.stillOpen}`;
  return `${entered}, ${text.left(price(exit.price), `${arrow(exit.pnl)} ${signed(exit.pnl)}`, signed(exit.r))}`;
}
