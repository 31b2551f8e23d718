import type { ReactNode } from 'react';
import type { ExecutionExit } from '../../shared/events.ts';
import type { Recorded } from '../../shared/session-view.ts';
import { TRADES_HEADER, tradeRow } from '../../shared/trades-csv.ts';
import { arrow, figure, price, signed, toNumber, tone } from '../format/figures.ts';
import { fullTime, shortTime } from '../format/times.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT } from '../text/records.ts';
import { type CandleScale, candleMoment } from './candle-moment.ts';
import { distinctOptions } from './distinct-options.ts';
import type { QuickFilter, RecordColumn, RecordKind } from './record-kind.ts';
import { TimeCell } from './time-cell.tsx';
import { TradeDetail } from './trade-detail.tsx';

export type Trade = Recorded<ExecutionExit>;

const { columns, hints, filters, name, none } = RECORDS_TEXT.trades;

const SIDE_FILTER: QuickFilter<Trade> = {
  all: filters.side,
  options: () => [
    { value: 'LONG', label: 'LONG' },
    { value: 'SHORT', label: 'SHORT' },
  ],
  matches: ({ side }, value) => side === value,
};

const SETUP_FILTER: QuickFilter<Trade> = {
  all: filters.setup,
  options: (trades) =>
    distinctOptions(
      trades,
      ({ setup }) => setup,
      (setup) => words(TEXT.setup, setup),
    ),
  matches: ({ setup }, value) => setup === value,
};

const REASON_FILTER: QuickFilter<Trade> = {
  all: filters.reason,
  options: (trades) =>
    distinctOptions(
      trades,
      ({ reason }) => reason,
      (reason) => words(TEXT.exitReason, reason),
    ),
  matches: ({ reason }, value) => reason === value,
};

const RESULT_FILTER: QuickFilter<Trade> = {
  all: filters.result,
  options: () => [
    { value: 'won', label: filters.won },
    { value: 'lost', label: filters.lost },
  ],
  matches: ({ pnl }, value) => (value === 'won' ? Number(pnl) > 0 : Number(pnl) < 0),
};

const entryMoment = (trade: Trade, scale: CandleScale) => candleMoment(trade.entry_ts, scale);
const exitMoment = (trade: Trade, scale: CandleScale) => candleMoment(trade.exit_ts, scale);

/** A column of money or another figure whose cell also carries the exact value. */
function amount(
  id: 'gross' | 'fees' | 'funding' | 'pnl' | 'r',
  width: number,
  read: (trade: Trade) => string,
  part: Pick<RecordColumn<Trade>, 'text'> & Partial<RecordColumn<Trade>>,
): RecordColumn<Trade> {
  return {
    id,
    heading: columns[id],
    hint: hints[id],
    width,
    isFigure: true,
    sortKey: (trade) => toNumber(read(trade)),
    draw: (trade): ReactNode => <data value={read(trade)}>{part.text(trade)}</data>,
    title: read,
    ...part,
  };
}

const COLUMNS: readonly RecordColumn<Trade>[] = [
  {
    id: 'id',
    heading: columns.id,
    width: 3.2,
    isFigure: true,
    sortKey: ({ trade_id }) => trade_id,
    text: ({ trade_id }) => String(trade_id),
  },
  {
    id: 'side',
    heading: columns.side,
    width: 4.9,
    sortKey: ({ side }) => side,
    text: ({ side }) => side,
    draw: ({ side }) => (
      <>
        <span aria-hidden="true">{side === 'LONG' ? '▲ ' : '▼ '}</span>
        {side}
      </>
    ),
    look: ({ side }) => (side === 'LONG' ? 'up' : 'down'),
    filter: SIDE_FILTER,
  },
  {
    id: 'setup',
    heading: columns.setup,
    width: 4.7,
    sortKey: ({ setup }) => words(TEXT.setup, setup),
    text: ({ setup }) => words(TEXT.setup, setup),
    title: ({ setup }) => words(TEXT.setup, setup),
    filter: SETUP_FILTER,
  },
  {
    id: 'qty',
    heading: columns.qty,
    width: 3.7,
    isFigure: true,
    sortKey: ({ qty }) => toNumber(qty),
    text: ({ qty }) => qty,
  },
  {
    id: 'entryTime',
    heading: columns.entryTime,
    width: 6.8,
    sortKey: ({ entry_ts }) => entry_ts,
    text: ({ entry_ts }) => shortTime(entry_ts),
    draw: ({ entry_ts }) => <TimeCell time={entry_ts} />,
    title: ({ entry_ts }) => fullTime(entry_ts),
    moment: entryMoment,
  },
  {
    id: 'entry',
    heading: columns.entry,
    width: 4.5,
    isFigure: true,
    sortKey: ({ entry_price }) => toNumber(entry_price),
    text: ({ entry_price }) => price(entry_price),
    title: ({ entry_price }) => entry_price,
    moment: entryMoment,
  },
  {
    id: 'exitTime',
    heading: columns.exitTime,
    width: 6.8,
    sortKey: ({ exit_ts }) => exit_ts,
    text: ({ exit_ts }) => shortTime(exit_ts),
    draw: ({ exit_ts }) => <TimeCell time={exit_ts} />,
    title: ({ exit_ts }) => fullTime(exit_ts),
    moment: exitMoment,
  },
  {
    id: 'exit',
    heading: columns.exit,
    width: 4.5,
    isFigure: true,
    sortKey: ({ price }) => toNumber(price),
    text: (trade) => price(trade.price),
    title: (trade) => trade.price,
    moment: exitMoment,
  },
  {
    id: 'reason',
    heading: columns.reason,
    width: 4.9,
    sortKey: ({ reason }) => reason,
    text: ({ reason }) => reason,
    draw: ({ reason }) => TEXT.chart.shortReason[reason] ?? reason,
    title: ({ reason }) => words(TEXT.exitReason, reason),
    moment: exitMoment,
    filter: REASON_FILTER,
  },
  amount('gross', 4.5, ({ gross_pnl }) => gross_pnl, { text: ({ gross_pnl }) => signed(gross_pnl) }),
  amount('fees', 3.8, ({ fees }) => fees, { text: ({ fees }) => figure(fees) }),
  amount('funding', 4.1, ({ funding }) => funding, { text: ({ funding }) => signed(funding) }),
  amount('pnl', 5.7, ({ pnl }) => pnl, {
    text: ({ pnl }) => `${arrow(pnl)} ${signed(pnl)}`,
    look: ({ pnl }) => `strong ${tone(pnl)}`,
    filter: RESULT_FILTER,
  }),
  amount('r', 3.4, ({ r_multiple }) => r_multiple, {
    text: ({ r_multiple }) => signed(r_multiple),
    look: ({ r_multiple }) => tone(r_multiple),
  }),
  {
    id: 'bars',
    heading: columns.bars,
    hint: hints.bars,
    width: 4.2,
    isFigure: true,
    sortKey: ({ bars_open }) => bars_open,
    text: ({ bars_open }) => String(bars_open),
  },
];

/** Closed trades with the figures of trades.csv; exact amounts are in each cell's value. */
export const TRADES: RecordKind<Trade> = {
  tab: 'trades',
  columns: COLUMNS,
  none,
  name: ({ trade_id }) => name(trade_id),
  detail: (trade) => <TradeDetail trade={trade} />,
  moments: (trade, scale) => {
    const moments = [entryMoment(trade, scale), exitMoment(trade, scale)];
    return [...new Set(moments)].filter((moment) => moment !== undefined);
  },
  csv: (trades) => `${[TRADES_HEADER, ...trades.map(tradeRow)].join('\n')}\n`,
  opensWhenPicked: false,
};
