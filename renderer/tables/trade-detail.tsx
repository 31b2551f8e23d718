import { figure, price, withUnit } from '../format/figures.ts';
import { duration, fullTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT } from '../text/records.ts';
import { Facts } from './facts.tsx';
import type { Trade } from './trade-kind.tsx';

const { detail: text, tag } = RECORDS_TEXT.trades;
const USDT = TEXT.breaker.dailyUnit;

/** What the row of a trade has no room for: its plan, how far it went each way, the exact amounts. */
export function TradeDetail({ trade }: { readonly trade: Trade }) {
  const entry = useWorkstation(({ view }) =>
    view.fills.find((fill) => fill.trade_id === trade.trade_id && !fill.reduce_only),
  );
  const held = (Date.parse(trade.exit_ts) - Date.parse(trade.entry_ts)) / 1000;
  return (
    <Facts
      facts={[
        [text.exit, `${words(TEXT.exitReason, trade.reason)}, ${fullTime(trade.exit_ts)}`],
        [text.held, duration(held)],
        [text.entry, price(trade.entry_price)],
        [text.stop, price(entry?.stop)],
        [text.target, price(entry?.target)],
        [text.mae, withUnit(figure(trade.mae), USDT)],
        [text.mfe, withUnit(figure(trade.mfe), USDT)],
        [text.gross, withUnit(trade.gross_pnl, USDT)],
        [text.fees, withUnit(trade.fees, USDT)],
        [text.funding, withUnit(trade.funding, USDT)],
        [text.pnl, withUnit(trade.pnl, USDT)],
        ...(trade.tags.length === 0
          ? []
          : [[text.tags, trade.tags.map((name) => words(tag, name)).join(', ')] as const]),
      ]}
    />
  );
}
