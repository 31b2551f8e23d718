import { memo } from 'react';
import type { ExecutionExit } from '../../shared/events.ts';
import type { Recorded } from '../../shared/session-view.ts';
import { arrow, figure, signed, tone } from '../format/figures.ts';
import { shortTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT, words } from '../text.ts';
import { Newest } from './newest.tsx';

const { columns, none } = TEXT.trades;
const NAMES = Object.entries(columns);
/** Columns of words; all others hold figures. */
const LEFT: ReadonlySet<string> = new Set(['side', 'setup', 'entryTime', 'exitTime', 'reason']);

/** Closed trades, newest first, with the figures of trades.csv. Exact amounts are in each cell's value. */
export function TradesTable() {
  const exits = useWorkstation((state) => state.view.exits);
  if (exits.length === 0) return <p className="none">{none}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          {NAMES.map(([key, name]) => (
            <th key={key} scope="col" className={LEFT.has(key) ? '' : 'right'}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <Newest items={exits} columns={NAMES.length} row={(exit) => <TradeRow key={exit.seq} exit={exit} />} />
    </table>
  );
}

const TradeRow = memo(function TradeRow({ exit }: { readonly exit: Recorded<ExecutionExit> }) {
  return (
    <tr>
      <td className="right">{exit.trade_id}</td>
      <td className={exit.side === 'LONG' ? 'up' : 'down'}>
        <span aria-hidden="true">{exit.side === 'LONG' ? '▲ ' : '▼ '}</span>
        {exit.side}
      </td>
      <td title={exit.setup}>{words(TEXT.setup, exit.setup)}</td>
      <td className="right">{exit.qty}</td>
      <td>{shortTime(exit.entry_ts)}</td>
      <td className="right">{exit.entry_price}</td>
      <td>{shortTime(exit.exit_ts)}</td>
      <td className="right">{exit.price}</td>
      <td title={words(TEXT.exitReason, exit.reason)}>{exit.reason}</td>
      <Amount value={exit.gross_pnl} text={signed(exit.gross_pnl)} />
      <Amount value={exit.fees} text={figure(exit.fees)} />
      <Amount value={exit.funding} text={signed(exit.funding)} />
      <Amount value={exit.pnl} text={`${arrow(exit.pnl)} ${signed(exit.pnl)}`} look={`strong ${tone(exit.pnl)}`} />
      <Amount value={exit.r_multiple} text={signed(exit.r_multiple)} look={tone(exit.r_multiple)} />
      <td className="right">{exit.bars_open}</td>
    </tr>
  );
});

function Amount({ value, text, look = '' }: { readonly value: string; readonly text: string; readonly look?: string }) {
  return (
    <td className={`right ${look}`} title={value}>
      <data value={value}>{text}</data>
    </td>
  );
}
