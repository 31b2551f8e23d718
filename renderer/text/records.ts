import type { RecordsTab } from '../store/desk.ts';

/** Words of the tables of trades, decisions and events. */
export const RECORDS_TEXT = {
  toolbar: {
    label: 'Filter and export',
    filter: 'Filter by text',
    placeholder: 'Filter',
    count: (shown: string, all: string) => `${shown} of ${all}`,
    countLabel: 'Rows shown',
    clear: 'Clear filters',
    columns: 'Columns',
    copy: 'Copy',
    copyHint: 'Copies the rows shown, to be pasted into a spreadsheet',
    export: 'Export CSV',
    exportHint: 'Saves the rows shown as a CSV file, oldest first',
    copied: (count: number) => (count === 1 ? '1 row copied' : `${count} rows copied`),
    notCopied: 'Nothing was copied: this browser does not let the page use the clipboard. Export CSV works.',
  },
  table: {
    names: { trades: 'Trades', decisions: 'Decisions', events: 'Events' } satisfies Record<RecordsTab, string>,
    noMatch: 'No row matches the filters.',
    details: (what: string) => `Details of ${what}`,
    older: 'Looking for older rows …',
  },

  trades: {
    none: 'No trade has closed yet.',
    columns: {
      id: '#',
      side: 'Side',
      setup: 'Setup',
      qty: 'Size',
      entryTime: 'Entered (UTC)',
      entry: 'Entry',
      exitTime: 'Left (UTC)',
      exit: 'Exit',
      reason: 'Exit reason',
      gross: 'Gross',
      fees: 'Fees',
      funding: 'Funding',
      pnl: 'PnL USDT',
      r: 'R',
      bars: 'Candles',
    },
    hints: {
      gross: 'Profit or loss before fees and funding, USDT',
      fees: 'Fees of entry and exit, USDT',
      funding: 'Funding received; negative when paid, USDT',
      pnl: 'Gross less fees, with funding',
      r: 'Profit or loss as a multiple of the money that was at risk',
      bars: 'Candles from entry to exit',
    } as Readonly<Record<string, string>>,
    filters: {
      side: 'All sides',
      setup: 'All setups',
      reason: 'All exits',
      result: 'Won and lost',
      won: 'Won',
      lost: 'Lost',
    },
    name: (id: number) => `trade ${id}`,
    detail: {
      held: 'Held',
      gross: 'Gross',
      fees: 'Fees',
      funding: 'Funding',
      pnl: 'PnL',
      entry: 'Average entry',
      stop: 'Stop at entry',
      target: 'Target at entry',
      mae: 'Worst while open',
      mfe: 'Best while open',
      tags: 'Tags',
      exit: 'Exit',
    },
    tag: {
      stopped_fast: 'stopped fast',
      followed_plan_profit: 'went as planned',
    } as Readonly<Record<string, string>>,
  },

  decisions: {
    none: 'No candle has closed yet.',
    columns: {
      time: 'Candle (UTC)',
      outcome: 'Outcome',
      reason: 'First reason',
      stages: 'Stages',
      setup: 'Setup',
      side: 'Side',
      cost: 'Cost in R',
    },
    hints: {
      time: 'When the candle opened',
      reason: 'The first thing that spoke against an order',
      stages: 'Market, funding, CVD divergence, setup, execution risk, sizing, risk gate, journal',
      cost: 'What a round trip would have cost, as a multiple of the money at risk',
    } as Readonly<Record<string, string>>,
    filters: {
      outcome: 'All outcomes',
      orders: 'Orders only',
      noTrades: 'No trade',
      stage: 'All stages',
      endedAt: 'Ended at',
      reason: 'All reasons',
      setup: 'All setups',
    },
    orderSent: 'Order sent',
    ordered: 'Every stage passed: an order was sent.',
    notReached: 'Not reached',
    mark: { pass: 'pass', no: 'no', skipped: 'skipped', refused: 'refused' },
    markOf: (stage: string, said: string) => `${stage}: ${said}`,
    because: (said: string, reason: string) => `${said} – ${reason}`,
    true: 'yes',
    false: 'no',
    result: {
      UP: 'trend up',
      DOWN: 'trend down',
      CHOP: 'no trend',
      off: 'off',
      pass: 'pass',
      none: 'none',
      skipped: 'skipped',
      refused: 'refused',
      denied: 'denied',
      half_size: 'half size',
      no_trade: 'no trade',
      plan_recorded: 'plan recorded',
      BULLISH: 'bullish',
      BEARISH: 'bearish',
      NONE: 'none',
    } as Readonly<Record<string, string>>,
    /** What a stage looked at, with its unit; `@` stands for the coin. */
    input: {
      regime: ['Volatility', ''],
      atr: ['ATR14', 'USDT'],
      swing_high: ['Swing high', ''],
      swing_low: ['Swing low', ''],
      equal_highs: ['Equal highs', ''],
      equal_lows: ['Equal lows', ''],
      funding_8h_pct: ['8-hour rate', '%'],
      cvd: ['CVD', '@'],
      atr_ratio: ['ATR14 / price', '%'],
      side: ['Side', ''],
      type: ['Order', ''],
      entry: ['Entry', ''],
      stop: ['Stop', ''],
      target: ['Target', ''],
      bars: ['Candles so far', ''],
      is_free: ['Flat, no order open', ''],
      bars_since_close: ['Candles since last trade', ''],
      reward_risk: ['Reward / risk', ''],
      cost_r: ['Cost', 'R'],
      equity: ['Equity', 'USDT'],
      risk_pct: ['Risk', '%'],
      wanted_qty: ['Wanted', '@'],
      qty: ['Size', '@'],
      bound_by: ['Bound by', ''],
      rounding_moved_pct: ['Moved by rounding', '%'],
      orders_last_minute: ['Orders in the last minute', ''],
    } as Readonly<Record<string, readonly [name: string, unit: string]>>,
    value: {
      CHOP_LOWVOL: 'low',
      NORMAL: 'normal',
      TREND_HIGHVOL: 'high',
      UNKNOWN: 'not known yet',
      BUY: 'buy (long)',
      SELL: 'sell (short)',
    } as Readonly<Record<string, string>>,
  },

  /** Why a candle brought no order, in a sentence for somebody new to it. Figures are text already, with their units. */
  why: {
    no_setup: (f) =>
      `Nothing to trade: none of the enabled setups saw its pattern on this candle. The market stage saw ${f.trend}.`,
    low_volatility: (f) =>
      `The market hardly moves: ATR14 is ${f.atrRatio} of the price, and under 0.01 % no setup is tried.`,
    candle_history: (f) =>
      `${f.setup} fired, but this candle is history from before the session began: it feeds the indicators and is never traded.`,
    candle_backfill: (f) =>
      `${f.setup} fired, but this candle was filled in later, after a gap in the data: it is never traded.`,
    candle_synthetic: (f) => `${f.setup} fired, but this candle was made up for want of data: it is never traded.`,
    funding_extreme: (f) =>
      `${f.setup} fired, but the 8-hour funding rate of ${f.funding} is too extreme to hold a position.`,
    warm_up: (f) =>
      `${f.setup} fired, but only ${f.bars} candles have closed: too little history to trust the indicators.`,
    not_flat: (f) => `${f.setup} fired, but a position or an order is already open, and there is only one at a time.`,
    cooldown: (f) =>
      `${f.setup} fired, but the last trade closed only ${f.barsSinceClose} candles ago, and a pause is kept after each trade.`,
    reward_risk: (f) =>
      `${f.setup} fired, but its target would earn only ${f.rewardRisk} times what its stop would lose: under the strategy's minimum.`,
    cost_too_high: (f) =>
      `${f.setup} fired, but fees and slippage of a round trip would cost ${f.cost}, too much for the money at risk (1 R).`,
    below_minimum: (f) => `${f.setup} fired, but the size that the risk allows is under the exchange's minimum.`,
    halted: (f) => `${f.setup} fired, but trading is halted: nothing is sent until it is re-armed.`,
    stopping: (f) => `${f.setup} fired, but the session is stopping and opens nothing new.`,
    error_breaker: (f) =>
      `${f.setup} fired, but there were too many errors in the last minute to trust the connection.`,
    entries_paused: (f) => `${f.setup} fired, but new entries are paused: press Resume entries to allow them.`,
    breaker_tripped: (f) => `${f.setup} fired, but the circuit breaker is tripped: nothing trades until it is reset.`,
  } as Readonly<Record<string, (figures: WhyFigures) => string>>,
  /** For a reason that has no sentence of its own. */
  whyElse: (figures: WhyFigures, reason: string) => `${figures.setup} fired, but an order was refused: ${reason}.`,
  whyNothing: (reason: string) => `No order: ${reason}.`,

  events: {
    none: 'Nothing has happened yet.',
    columns: { time: 'Time (UTC)', name: 'Event', summary: 'What happened' },
    filters: { kind: 'All kinds', alarms: 'All events', alarmsOnly: 'Alarms only' },
    kind: {
      order: 'Orders',
      fill: 'Fills and exits',
      safety: 'Safety',
      feed: 'Market data',
      session: 'Session',
    } satisfies Record<EventKind, string>,
    name: (event: string, seq: number) => `event ${seq}, ${event}`,
  },
} as const;

export type EventKind = 'order' | 'fill' | 'safety' | 'feed' | 'session';

/** What the sentences about a decision speak of. What is not known is a dash. */
export interface WhyFigures {
  readonly setup: string;
  readonly trend: string;
  readonly atrRatio: string;
  readonly funding: string;
  readonly bars: string;
  readonly barsSinceClose: string;
  readonly rewardRisk: string;
  readonly cost: string;
}
