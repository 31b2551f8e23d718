import type { EventBody, EventName, SessionEvent, StageName } from '../shared/events.ts';
import type { SessionStatus } from '../shared/session-status.ts';
import type { ExitReason, StopReason } from '../shared/stop-reason.ts';
import { figure, price, signed, toNumber } from './format/figures.ts';
import { fullTime, minuteTime } from './format/times.ts';

/** Every word the page shows, in one place, so that it can be translated. */
export const TEXT = {
  product: 'Laptop Agents',
  paper: 'Paper trading',
  utc: 'UTC',

  views: {
    label: 'Views',
    trade: 'Trade',
    history: 'History',
    backtest: 'Backtest',
    config: 'Config',
    shortcuts: 'Keys',
    recordsSplit: 'Height of the records',
    recordsSplitHint: 'Drag, or arrow keys; double click for the usual height',
  },

  shortcuts: {
    title: 'Keyboard',
    anywhere: 'Anywhere',
    onChart: 'On the chart',
    inTables: 'In tables',
    inHistory: 'In History',
    close: 'Close',
    killKeys: 'Ctrl/Cmd+Shift+K',
    kill: 'KILL, at once and in every state',
    does: {
      trade: 'Trade view',
      history: 'History of runs',
      backtest: 'Backtest',
      config: 'Configuration',
      start: 'Start a session',
      theme: 'Change the theme',
      shortcuts: 'This list',
    },
    chart: [
      ['← →', 'Move'],
      ['PgUp PgDn', 'Move by a screen'],
      ['+ −', 'Zoom'],
      ['F', 'Fit all candles'],
      ['E', 'Averages on and off'],
      ['[ ]', 'Trade before, trade after'],
      [', .', 'Candle before, candle after'],
      ['Esc', 'Let go of the picked candle'],
      ['End', 'Follow live'],
    ],
    tables: [
      ['← → Home End', 'Between tabs'],
      ['↑ ↓ PgUp PgDn', 'Between rows'],
      ['Enter', 'Open or close the details of a row'],
      ['Space', 'Show this moment on the chart too, or let it go'],
      ['Esc', 'Let the moment go'],
      ['Ctrl/Cmd+C', 'Copy the row, or all rows of the moment'],
    ],
    history: [
      ['↑ ↓ Home End', 'Between runs'],
      ['Enter', 'Open the run'],
    ],
  },

  header: {
    figures: 'Session figures',
    commands: 'Commands',
    state: 'Session',
    market: 'Market',
    price: 'Price',
    equity: 'Equity',
    sinceStart: 'Since the session began',
    inCandle: 'In this candle',
    running: (time: string) => `running ${time}`,
    ran: (time: string) => `ran ${time}`,
    seed: (seed: number) => `seed ${seed}`,
    noSession: 'No session yet',
    paperMode: 'PAPER',
  },

  buttons: {
    start: 'Start',
    stop: 'Stop',
    kill: 'KILL',
    close: 'Close position',
    pause: 'Pause entries',
    resume: 'Resume entries',
    rearm: 'Re-arm',
    reset: 'Reset breaker',
    fetch: 'Download data',
    cancel: 'Cancel',
    dismiss: 'Dismiss',
    followLive: 'Follow live',
    theme: { auto: 'Theme: automatic', light: 'Theme: light', dark: 'Theme: dark' },
  },

  fetch: {
    title: 'Download market data',
    from: 'From (UTC)',
    fromHint: 'such as 2025-01-01',
    to: 'To (UTC)',
    toHint: 'exclusive, such as 2025-02-01',
    submit: 'Download',
    progress: (done: number, total: number) => (total === 0 ? 'asking the exchange …' : `${done} of ${total} candles`),
    done: (candles: number, rates: number, file: string) =>
      `${candles} candles and ${rates} funding rates are in ${file} and the file beside it`,
  },

  hints: {
    kill: 'Blocks every order, cancels all, closes the position. At once, without asking. Ctrl+Shift+K',
    stop: 'Cancels orders, closes the position and ends the session',
    close: 'Cancels working orders and closes the open position at market',
    pause: 'No new trades; stops and targets stay active',
    resume: 'Lets the strategy open trades again',
    start: 'Starts a paper session',
    startHeld: 'Refused until the halt or trip above is lifted',
    fetch: 'Downloads candles and funding of the exchange for backtests and replays',
    theme: 'Light, dark, or as the system has it',
  },

  state: {
    none: 'No session',
    idle: 'Idle',
    starting: 'Starting',
    seeding: 'Loading history',
    running: 'Running',
    paused: 'Entries paused',
    stopping: 'Stopping',
    stopped: 'Stopped',
    halted: 'HALTED',
    tripped: 'TRIPPED',
  },

  stopReason: {
    completed: 'duration over',
    user_stop: 'stopped by you',
    signal: 'program ended',
    error: 'error',
    circuit_breaker: 'circuit breaker',
    seed_failure: 'no history',
    stale_data: 'no data',
    watchdog: 'watchdog',
    config_invalid: 'configuration',
    lock_held: 'another session',
    kill_switch: 'kill switch',
  } satisfies Record<StopReason, string>,

  exitReason: {
    SL: 'Stop loss',
    SL_GAP: 'Stop, gapped',
    SL_CONSERVATIVE: 'Stop, both touched',
    TRAIL: 'Trailing stop',
    TRAIL_GAP: 'Trail, gapped',
    TP: 'Target',
    STALE_EXIT: 'Held too long',
    SESSION_END: 'Session end',
    KILL: 'Kill switch',
    CIRCUIT_BREAKER: 'Circuit breaker',
    STALE_DATA: 'Stale data',
    USER_STOP: 'Stopped by you',
    USER_CLOSE: 'Closed by you',
  } satisfies Record<ExitReason, string>,

  /** Why a candle brought no order, and notes of stages. */
  decisionReason: {
    candle_history: 'History candle, before the session began',
    candle_backfill: 'Candle filled in later',
    candle_synthetic: 'Candle made up for a gap',
    low_volatility: 'Too quiet: volatility under the minimum',
    no_setup: 'No setup',
    funding_extreme: 'Funding rate is extreme',
    funding_high: 'Funding rate is high: half size',
    funding_unknown: 'Funding rate is missing: half size',
    warm_up: 'Still warming up: too little history',
    not_flat: 'Not flat: a position or an order is open',
    cooldown: 'Cooling down after the last trade',
    reward_risk: 'Reward is too small for the risk',
    cost_too_high: 'Costs are too high for the risk',
    below_minimum: 'Size is under the minimum order',
    rounding_moved_size: 'Rounding to the lot moved the size',
    halted: 'Trading is halted',
    stopping: 'The session is stopping',
    error_breaker: 'Too many errors in the last minute',
    entries_paused: 'Entries are paused',
    stale_quotes: 'The computer slept: waiting for fresh prices',
    breaker_tripped: 'The circuit breaker is tripped',
    invalid_order: 'The order made no sense',
    risk_pct: 'Risk share is over the ceiling',
    margin_exceeded: 'Margin would be exceeded',
    order_rate: 'Too many orders in a minute',
    wrong_side: 'Stop or target on the wrong side',
    not_positive: 'A price or size is not positive',
    max_notional: 'Position would be over the notional limit',
    max_qty: 'Position would be over the quantity limit',
    no_liquidity: 'No liquidity',
  } as Readonly<Record<string, string>>,

  setup: {
    pullback_ribbon: 'Pullback',
    sweep_invalidation: 'Sweep',
    sma_crossover: 'SMA crossover',
  } as Readonly<Record<string, string>>,

  stage: {
    market_intake: 'Market',
    derivatives_flows: 'Funding',
    cvd_divergence: 'CVD divergence',
    setup_signal: 'Setup',
    execution_risk: 'Execution risk',
    sizing: 'Sizing',
    risk_gate: 'Risk gate',
    journal_coach: 'Journal',
  } satisfies Record<StageName, string>,

  outcome: { order: 'Order', no_trade: 'No trade' },

  chart: {
    heading: 'Price',
    keys: 'Price chart. Left and right move it, plus and minus zoom, End follows the live price.',
    open: 'O',
    high: 'H',
    low: 'L',
    close: 'C',
    volume: 'Vol',
    entry: 'Entry',
    stop: 'Stop',
    target: 'Target',
    trail: 'Trail',
    working: (side: string, qty: string) => `${side} ${qty}`,
    long: 'Long',
    short: 'Short',
    exit: (reason: string, r: string) => (r === '—' ? reason : `${reason} ${r}R`),
    /** Exit reasons too long for a marker. */
    shortReason: {
      SL_CONSERVATIVE: 'SL',
      STALE_EXIT: 'STALE',
      SESSION_END: 'END',
      CIRCUIT_BREAKER: 'BREAKER',
      STALE_DATA: 'NO DATA',
      USER_STOP: 'STOP',
      USER_CLOSE: 'CLOSED',
    } as Readonly<Record<string, string>>,
    equity: 'Equity',
    equityLabel: 'Equity curve of this session and, under it, its distance from the peak',
    peak: 'peak',
    drawdown: 'drawdown',
  },

  empty: {
    title: 'Ready to trade on paper',
  },

  position: {
    heading: 'Position',
    flat: 'Flat',
    flatHint: 'No open position',
    setup: 'Setup',
    qty: 'Size',
    entry: 'Entry',
    stop: 'Stop',
    target: 'Target',
    trail: 'Trail',
    unrealised: 'Unrealised',
    r: 'R now',
    distance: 'To stop',
    bars: 'Candles held',
  },

  orders: {
    heading: 'Working orders',
    none: 'None',
    queued: (count: number) => `${count} waiting in the execution queue`,
    side: 'Side',
    qty: 'Size',
    price: 'Limit',
  },

  breaker: {
    heading: 'Circuit breaker',
    off: 'Off for this session: nothing here stops it.',
    on: 'On',
    isOff: 'Off',
    isTripped: 'Tripped',
    drawdown: 'Drawdown from peak',
    streak: 'Losing trades in a row',
    daily: 'Loss today',
    of: 'of',
    dailyUnit: 'USDT',
    effects: {
      none: 'Only counted: its limit ends nothing here.',
      unknown: 'At its limit it closes the position and ends the session.',
      drawdown: (limit: string) => `At ${limit} it closes the position and ends the session.`,
      streak: (limit: string) => `At ${limit} losses in a row it ends the session.`,
      daily: (limit: string) => `At ${limit} since 00:00 UTC it ends the session.`,
    },
    tripReason: {
      drawdown: 'Drawdown from the peak reached its limit',
      losing_streak: 'Too many losing trades in a row',
      daily_loss: 'The loss of the day reached its limit',
    } as Readonly<Record<string, string>>,
  },

  feed: {
    heading: 'Market feed',
    source: 'Source',
    age: 'Data age',
    state: 'State',
    candles: 'Candles',
    errors: 'Errors',
    live: 'Live',
    slow: 'Slow',
    lost: 'Lost',
    ended: 'Ended',
    none: 'No session',
    loading: 'Loading',
    degraded: 'Degraded',
    rate: 'Messages/s',
    reconnects: 'Reconnects',
    offset: 'Clock offset',
    lossy: 'Dropped, malformed',
    repairs: 'Candles repaired',
    synthetic: 'Made-up candles stand in the indicators: no entries until they are gone.',
    shortSources: { mock: 'Simulated', replay: 'Replay', bitunix: 'Bitunix' } as Readonly<Record<string, string>>,
    sources: { mock: 'Simulated market', replay: 'Replay of a file', bitunix: 'Bitunix' } as Readonly<
      Record<string, string>
    >,
  },

  tabs: { label: 'Records', trades: 'Trades', decisions: 'Decisions', events: 'Events' },

  connection: {
    connecting: 'Connecting …',
    open: 'Connected',
    lost: 'Connection lost, reconnecting …',
    lostHint: (time: string) => `What you see is from ${time} UTC. The session itself goes on.`,
    wrong_token: 'This address carries a wrong token',
    wrongTokenHint: 'Use the address the program printed.',
    gone: 'The workstation has stopped',
    goneHint: 'Start it again with npm start. This page reconnects by itself if the address stays the same.',
  },

  banner: {
    halted: 'HALTED',
    haltedBy: (by: string, at: string) => (at === '' ? `By ${by}` : `By ${by} at ${at} UTC`),
    haltedHint: 'No order leaves this workstation. Make sure that you know why, then re-arm and press Start.',
    engaged: (what: string) => `First remove ${what}: while it stands, re-arming is refused.`,
    engagedVariable: 'the environment variable LA_KILL_SWITCH (end the program, unset it, start again)',
    engagedFile: (path: string) => `the file ${path}`,
    tripped: 'TRIPPED',
    trippedBecause: (reason: string, at: string) => (at === '' ? reason : `${reason}, at ${at} UTC`),
    trippedFigures: (equity: string, drawdown: string, streak: string, loss: string) =>
      `Equity ${equity}, drawdown ${drawdown} %, ${streak} losses in a row, ${loss} USDT lost that day.`,
    trippedHint: 'It remains tripped, also after midnight or a restart, and nothing trades until you reset it.',
  },

  confirm: {
    type: (word: string) => `Type ${word} to confirm`,
    rearm: {
      title: 'Re-arm trading',
      body: 'This lifts the halt. Nothing starts by itself: press Start afterwards.',
      word: 'REARM' as const,
    },
    reset: {
      title: 'Reset the circuit breaker',
      body: 'Peak and day begin at the equity now, the losing streak at 0. The true loss of the day stays recorded.',
      word: 'RESET' as const,
    },
  },

  start: {
    title: 'Start a paper session',
    submit: 'Start session',
    starting: 'Starting …',
    source: 'Source',
    duration: 'Duration (minutes)',
    durationHint: '0 runs until stopped',
    speed: 'Speed',
    speedHint: '1 is real time, 60 is an hour a minute, max is as fast as it goes',
    strategy: 'Strategy',
    seed: 'Seed',
    seedHint: 'Empty draws one; the same seed gives the same market',
    symbol: 'Symbol',
    interval: 'Interval',
    intervalAuto: 'Default (1m)',
    intervalFile: 'As in the file',
    breakers: 'Circuit breakers',
    replay: 'Replay file',
    replayHint: 'Path of a candle CSV, or a run id',
    max: 'max',
    useMock: 'Use the simulated market',
    unreachable: 'Bitunix cannot be reached from here. You can run on the simulated market instead.',
    haltedNote: 'Trading is halted. Re-arm first: until then a start is refused.',
    trippedNote: 'The circuit breaker is tripped. Reset it first: until then a start is refused.',
    badDuration: 'Duration must be a number of minutes, 0 or more.',
    badSpeed: 'Speed must be max or a number from 0.1 to 1000.',
    badSeed: 'Seed must be empty or a whole number from 0 to 4294967295.',
    noReplay: 'Name the file or the run to replay.',
  },

  notice: {
    killedFlat: 'KILL done: flat, nothing is left open.',
    killedNotFlat: (left: string) => `KILL is engaged, but this is left: ${left === '' ? 'not known' : left}.`,
  },

  announce: { rearmed: 'Re-armed.' },

  error: {
    connection_lost: 'Not sent: the connection to the workstation is lost.',
    timeout: 'The workstation did not answer in time.',
    kill_undelivered: 'KILL could not be delivered. Run “npm run -s la -- kill” in a terminal, or end the program.',
    pane: 'This panel failed to draw. The session is not affected; reload the page to try again.',
  } as Readonly<Record<string, string>>,

  footer: {
    clock: 'Time now',
    workspace: 'Workspace',
    charts: 'Charts: TradingView Lightweight Charts™',
    shortcut: 'KILL: Ctrl+Shift+K',
  },
} as const;

/** One sentence for a refused or failed request. */
export function errorText(error: { readonly code: string; readonly message: string }): string {
  const own = Object.hasOwn(TEXT.error, error.code) ? TEXT.error[error.code] : undefined;
  if (own !== undefined) return own;
  const message = error.message === '' ? error.code : error.message;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}

/** A code in words: as listed, else the code without its underscores. */
export function words(list: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(list, code) ? list[code] : undefined) ?? code.replaceAll('_', ' ');
}

/** The state of the session in words. */
export function stateText(session: SessionStatus | null): string {
  if (session === null) return TEXT.state.none;
  if (session.state === 'running' && session.is_paused) return TEXT.state.paused;
  if (session.state !== 'stopped' || session.stop_reason === null) return TEXT.state[session.state];
  return `${TEXT.state.stopped}: ${words(TEXT.stopReason, session.stop_reason)}`;
}

type Summaries = { readonly [Name in EventName]: (event: Extract<EventBody, { event: Name }>) => string };

const SUMMARIES: Summaries = {
  SessionStart: (e) => `${e.source}, ${e.symbol} ${e.interval}, strategy ${e.strategy}, seed ${e.seed}`,
  SessionEnd: (e) =>
    `Session ended: ${words(TEXT.stopReason, e.reason)}; ${e.trades} trades, equity ${figure(e.equity)} USDT`,
  CandleProcessed: (e) => `Candle ${minuteTime(e.open_time)} closed at ${price(e.close)}`,
  DecisionMade: (e) => words(TEXT.decisionReason, e.reason),
  SignalGenerated: (e) =>
    `${words(TEXT.setup, e.setup)}: ${e.side} at ${price(e.entry)}, stop ${price(e.stop)}, target ${price(e.target)}`,
  OrderSubmitted: (e) => `${e.side} ${e.qty} ${e.type} at ${price(e.price)} (${words(TEXT.setup, e.setup)})`,
  OrderDenied: (e) => `${e.side} ${e.qty} at ${price(e.price)} denied: ${words(TEXT.decisionReason, e.reason)}`,
  OrderQueueBackpressure: (e) => `The execution queue is full (${e.queued}); ${e.order_id} waits`,
  OrderDropped: (e) => `${e.order_id} dropped: ${words({}, e.reason)}`,
  ExecutionFill: (e) =>
    `${e.side === 'BUY' ? 'Bought' : 'Sold'} ${e.qty} at ${price(e.price)}${e.reduce_only ? ' to close' : ''}, fee ${figure(e.fee)} USDT`,
  WorkingOrderCreated: (e) => `${e.side} ${e.qty} waits at ${price(e.price)} for up to ${e.expires_after_bars} candles`,
  WorkingOrderCancelled: (e) => `${e.side} ${e.qty} at ${price(e.price)} cancelled: ${words({}, e.reason)}`,
  TrailActivated: (e) => `Trailing stop of trade ${e.trade_id} begins at ${price(e.trail)}`,
  TrailMoved: (e) => `Trailing stop of trade ${e.trade_id} moved to ${price(e.trail)}`,
  ExecutionExit: (e) =>
    `Closed ${e.side} ${e.qty} at ${price(e.price)}, ${words(TEXT.exitReason, e.reason).toLowerCase()}: ${signed(e.pnl)} USDT, ${signed(e.r_multiple)} R`,
  FundingApplied: (e) =>
    `Funding ${(toNumber(e.amount) ?? 0) < 0 ? 'paid' : 'received'} ${figure(Math.abs(toNumber(e.amount) ?? 0))} USDT${e.known ? '' : ' (rate not known)'}`,
  CIRCUIT_BREAKER_TRIPPED: (e) =>
    `Circuit breaker tripped: ${words(TEXT.breaker.tripReason, e.reason)}; drawdown ${figure(e.figures.drawdown_pct)} %, ${e.figures.losing_streak} losses in a row, ${figure(e.figures.daily_loss)} USDT lost today`,
  BreakerReset: (e) => `Circuit breaker reset by ${e.by}`,
  KillEngaged: (e) => `Kill switch engaged by ${e.by}`,
  KillCompleted: (e) => `Flat: ${e.cancelled} orders cancelled, ${e.closed} positions closed`,
  KillIncomplete: (e) => `Kill is not complete; left: ${e.left}`,
  Rearmed: (e) => `Re-armed by ${e.by}`,
  EntriesPaused: (e) => `Entries paused by ${e.by}`,
  EntriesResumed: (e) => `Entries resumed by ${e.by}`,
  StopRequested: (e) => `Stop asked for by ${e.by}: ${words(TEXT.stopReason, e.reason)}`,
  SessionRecovered: (e) => `Continued after a crash at event ${e.last_seq}: equity ${figure(e.equity)}, ${e.position}`,
  ErrorBreakerOpened: (e) => `No new entries: too many errors (${e.reason})`,
  ErrorBreakerClosed: () => 'A minute without errors: entries are allowed again',
  FeedConnected: (e) => `Feed ${e.source} connected`,
  FeedLost: (e) => `Feed lost: ${e.reason}`,
  GapBackfillComplete: (e) => `${e.count} candles filled in from ${minuteTime(e.from)} to ${minuteTime(e.to)} UTC`,
  QUEUE_OVERFLOW: (e) => `${e.count} market messages dropped: the queue was full`,
  MalformedMessage: (e) => `${e.count} malformed market messages`,
  SEED_INCOMPLETE: (e) => `History is short: ${e.got} of ${e.wanted} candles`,
  FALLBACK: (e) => `Fell back: ${e.reason}`,
  StaleData: (e) => `No data for ${Math.round(e.age_ms / 1000)} s: ${e.action}`,
  CandleRepaired: (e) => `Candle ${minuteTime(e.open_time)} repaired: ${e.fields.join(', ')}`,
  FeedBlind: (e) => `Blind from ${fullTime(e.from)} to ${fullTime(e.to)} UTC`,
  ClockJumped: (e) => `The clock jumped by ${Math.round(e.by_ms / 1000)} s`,
  SystemSuspended: () => 'The computer goes to sleep',
  SystemResumed: (e) => `The computer woke up after ${Math.round(e.asleep_ms / 1000)} s`,
};

/** An event in one line of words; its name when it is one that this page does not know yet. Never throws. */
export function summarise(event: SessionEvent): string {
  try {
    const summary = Object.hasOwn(SUMMARIES, event.event)
      ? (SUMMARIES[event.event] as (event: SessionEvent) => string)
      : undefined;
    return summary?.(event) ?? words({}, event.event);
  } catch {
    return event.event;
  }
}
