import type { StopReason } from '../../shared/stop-reason.ts';

/** What the page says of a situation that a person should know of: what happened, and what to do next. */
export const situationText = {
  since: (time: string) => `since ${time} UTC`,
  at: (time: string) => `at ${time} UTC`,
  dismiss: 'Dismiss',
  buttons: {
    start: 'Start a session',
    fetch: 'Download market data',
    resume: 'Resume',
    close: 'Close it',
    stop: 'End session',
    events: 'Show events',
    reload: 'Reload the page',
  },
  killIncomplete: {
    title: 'KILL IS NOT COMPLETE',
    what: (left: string) => `Left: ${left}.`,
    next: 'Orders stay blocked. Press KILL again; if something is still left, close it at the exchange.',
  },
  ended: {
    title: (reason: string) => `SESSION ENDED: ${reason}`,
    figures: (trades: number, pnl: string) => `${trades === 1 ? '1 trade' : `${trades} trades`}, ${pnl} USDT.`,
    flat: 'Nothing is open.',
    next: {
      completed: 'Look at its trades below, or start the next one.',
      user_stop: 'Look at its trades below, or start the next one.',
      signal: 'The program was ended and started again. Start the next session when you are ready.',
      error: 'Too many operations failed. Read the last events for the cause, then start again.',
      seed_failure: 'The exchange gave no history. Check the connection, then start again.',
      stale_data: 'No market data came for too long. Whatever was open was closed. Check the feed, then start again.',
      watchdog:
        'The session hung or took too much memory and was ended. Start again: it continues from its last event.',
      config_invalid: 'The configuration has a fault. Mend it, then start again.',
      lock_held: 'Another session holds this workspace. End that one, then start again.',
      circuit_breaker: 'The circuit breaker ended it.',
      kill_switch: 'The kill switch ended it.',
    } satisfies Record<StopReason, string>,
  },
  unfinished: {
    title: 'UNFINISHED RUN',
    what: (run: string, source: string, strategy: string) =>
      `${run} (${source}, ${strategy}) was cut off and may hold a position.`,
    next: 'Continue it where its journal ends, or close its position and end it. Until then no other session starts.',
    continueRun: 'Continue',
    closeRun: 'Close run',
  },
  recovered: {
    title: 'CONTINUED AFTER A CRASH',
    what: (equity: string, position: string) => `Nothing acknowledged was lost: equity ${equity} USDT, ${position}.`,
    next: 'Check the position and its stop. If in doubt, close it or stop.',
  },
  feedLost: {
    title: 'FEED LOST',
    next: 'It reconnects by itself. No new trades meanwhile; 30 s without data close the position and end the session.',
  },
  stale: {
    title: 'NO LIVE DATA',
    next: 'Prices are polled meanwhile. After 30 s without live data the position is closed and the session ends.',
  },
  degraded: {
    title: 'FEED DEGRADED',
    next: 'The session goes on with what it has. Stop it if you do not trust the prices.',
  },
  synthetic: {
    title: 'MADE-UP CANDLES',
    what: 'The exchange gave no history, so invented candles stand in the indicators.',
    next: 'Nothing is traded until 100 real candles have replaced them.',
  },
  shortHistory: {
    title: 'SHORT HISTORY',
    what: (got: number, wanted: number) => `${got} of ${wanted} candles could be loaded.`,
    next: 'The indicators warm up with live candles; trades begin when there are enough.',
  },
  errorBreaker: {
    title: 'ERROR BREAKER OPEN',
    what: (cause: string) => `Too many operations failed (${cause}).`,
    next: 'No new trades until a minute passes without errors; stops and targets stay active.',
  },
  asleep: {
    title: 'THE COMPUTER GOES TO SLEEP',
    what: 'No new trades; working entries were taken back. Stops and targets act only while it is awake.',
    next: 'Trading goes on after it wakes up, or once it has stayed awake for a minute.',
  },
  paused: {
    title: 'ENTRIES PAUSED',
    what: (by: string) => `By ${by}.`,
    next: 'No new trades; stops and targets stay active.',
  },
  connection: {
    seen: (time: string) => `What you see is from ${time} UTC.`,
    gone: 'A session that ran is continued by the next start.',
    lost: 'It is tried again every few seconds. If this stays, look whether the program still runs.',
  },
  empty: {
    steps: [
      'Start runs the strategy on a simulated Bitcoin market: no account, no money, no network.',
      'Candles, decisions and fills appear here as they happen; click a candle to see why it brought a trade or none.',
      'KILL stops everything at once, at any time.',
    ],
    key: 'or press S',
    connecting: 'Connecting to the workstation …',
    connectingHint: 'If this takes more than a moment, look whether the program still runs.',
    unreachable: 'The workstation cannot be reached',
    unreachableHint: 'The line above says what to do. This page goes on by itself as soon as it answers.',
    loading: 'Loading history …',
    loadingHint: 'The indicators are fed with past candles first. Trading begins with the first live candle.',
    waiting: 'Waiting for the first candle …',
    waitingHint: 'It appears with the first price from the market.',
    none: 'This run has no candles',
    noneHint: 'It ended before its first candle closed. The events below say why.',
    unread: 'There are no candles to draw',
    unreadHint: 'The events of this run are missing or cannot be read.',
  },
} as const;
