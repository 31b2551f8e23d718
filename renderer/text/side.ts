/** Words of the panels beside the chart. */
export const sideText = {
  breakeven: 'Breakeven',
  toStop: 'To stop',
  toStopPct: 'To stop, %',
  toTarget: 'To target',
  atStop: 'If stopped now',
  bracket: (r: string) => `Between stop and target: ${r} R`,
  clock: {
    heading: 'Clock',
    market: 'Market time, UTC',
    started: 'Started',
    session: 'Session',
    next: 'Next candle',
    speed: 'Speed',
    fastest: 'max',
    times: (speed: string) => `${speed} ×`,
    real: 'real time',
    replay: 'Progress of the replay',
    replayed: (percent: string, end: string) => `${percent} % · to ${end}`,
    left: (time: string) => `${time} left`,
  },
} as const;
