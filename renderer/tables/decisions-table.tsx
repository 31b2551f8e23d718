import { memo, useCallback, useState } from 'react';
import type { DecisionMade } from '../../shared/events.ts';
import type { Recorded } from '../../shared/session-view.ts';
import { figure, UNKNOWN } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT, words } from '../text.ts';
import { DecisionDetail } from './decision-detail.tsx';
import { Newest } from './newest.tsx';

const { columns, none, orderSent, details } = TEXT.decisions;
const COLUMNS = Object.keys(columns).length;

type Decision = Recorded<DecisionMade>;

/** One row a candle: what was decided and the first reason; a row opens to show every stage. */
export function DecisionsTable() {
  const decisions = useWorkstation((state) => state.view.decisions);
  const [open, setOpen] = useState<number | null>(null);
  const toggle = useCallback((seq: number) => setOpen((now) => (now === seq ? null : seq)), []);
  if (decisions.length === 0) return <p className="none">{none}</p>;
  return (
    <table className="table decisions">
      <thead>
        <tr>
          {Object.entries(columns).map(([key, name]) => (
            <th key={key} scope="col" className={key === 'cost' ? 'right' : ''}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <Newest
        items={decisions}
        columns={COLUMNS}
        row={(decision) => (
          <DecisionRow key={decision.seq} decision={decision} isOpen={open === decision.seq} toggle={toggle} />
        )}
      />
    </table>
  );
}

interface RowProps {
  readonly decision: Decision;
  readonly isOpen: boolean;
  readonly toggle: (seq: number) => void;
}

const DecisionRow = memo(function DecisionRow({ decision, isOpen, toggle }: RowProps) {
  const isOrder = decision.outcome === 'order';
  const time = minuteTime(decision.open_time);
  const setup = decision.stages.find((stage) => stage.stage === 'setup_signal')?.result ?? 'none';
  return (
    <>
      <tr className={isOrder ? 'is-order' : ''}>
        <td>
          <button
            type="button"
            className="expander"
            aria-expanded={isOpen}
            aria-label={details(time)}
            onClick={() => toggle(decision.seq)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {time}
          </button>
        </td>
        <td className={isOrder ? 'strong accent' : 'muted'}>
          {isOrder ? '◆ ' : ''}
          {TEXT.outcome[decision.outcome]}
        </td>
        <td>{isOrder ? orderSent : words(TEXT.decisionReason, decision.reason)}</td>
        <td>{setup === 'none' ? UNKNOWN : words(TEXT.setup, setup)}</td>
        <td className="right">{figure(decision.cost_r)}</td>
      </tr>
      {isOpen && (
        <tr className="detail-row">
          <td colSpan={COLUMNS}>
            <DecisionDetail stages={decision.stages} />
          </td>
        </tr>
      )}
    </>
  );
});
