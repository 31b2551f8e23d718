import type { StageName } from '../../shared/events.ts';
import { figure, UNKNOWN } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT } from '../text/records.ts';
import { decisionsCsv } from './decision-csv.ts';
import { DecisionDetail } from './decision-detail.tsx';
import { type Decision, endedAt, setupOf, sideOf } from './decision-facts.ts';
import { distinctOptions } from './distinct-options.ts';
import type { QuickFilter, RecordColumn, RecordKind } from './record-kind.ts';
import { glyphsOf, StageMarks } from './stage-marks.tsx';

const { columns, hints, filters, none, orderSent } = RECORDS_TEXT.decisions;

const OUTCOME_FILTER: QuickFilter<Decision> = {
  all: filters.outcome,
  options: () => [
    { value: 'order', label: filters.orders },
    { value: 'no_trade', label: filters.noTrades },
  ],
  matches: ({ outcome }, value) => outcome === value,
};

const REASON_FILTER: QuickFilter<Decision> = {
  all: filters.reason,
  options: (decisions) =>
    distinctOptions(
      decisions,
      ({ reason }) => reason,
      (reason) => words(TEXT.decisionReason, reason),
    ),
  matches: ({ reason }, value) => reason === value,
};

const STAGE_FILTER: QuickFilter<Decision> = {
  all: filters.stage,
  group: filters.endedAt,
  options: (decisions) => {
    const ended = new Set(decisions.map(endedAt));
    return (Object.keys(TEXT.stage) as StageName[])
      .filter((stage) => ended.has(stage))
      .map((stage) => ({ value: stage, label: TEXT.stage[stage] }));
  },
  matches: (decision, value) => endedAt(decision) === value,
};

const SETUP_FILTER: QuickFilter<Decision> = {
  all: filters.setup,
  options: (decisions) => distinctOptions(decisions, setupOf, (setup) => words(TEXT.setup, setup)),
  matches: (decision, value) => setupOf(decision) === value,
};

function reasonText({ outcome, reason }: Decision): string {
  return outcome === 'order' ? orderSent : words(TEXT.decisionReason, reason);
}

function setupText(decision: Decision): string {
  const setup = setupOf(decision);
  return setup === undefined ? UNKNOWN : words(TEXT.setup, setup);
}

const COLUMNS: readonly RecordColumn<Decision>[] = [
  {
    id: 'time',
    heading: columns.time,
    hint: hints.time,
    width: 11,
    sortKey: ({ open_time }) => open_time,
    text: ({ open_time }) => minuteTime(open_time),
  },
  {
    id: 'outcome',
    heading: columns.outcome,
    width: 6.5,
    sortKey: ({ outcome }) => outcome,
    text: ({ outcome }) => TEXT.outcome[outcome],
    draw: ({ outcome }) => (
      <>
        {outcome === 'order' && <span aria-hidden="true">◆ </span>}
        {TEXT.outcome[outcome]}
      </>
    ),
    look: ({ outcome }) => (outcome === 'order' ? 'strong accent' : 'muted'),
    filter: OUTCOME_FILTER,
  },
  {
    id: 'reason',
    heading: columns.reason,
    hint: hints.reason,
    sortKey: reasonText,
    text: reasonText,
    title: reasonText,
    filter: REASON_FILTER,
  },
  {
    id: 'stages',
    heading: columns.stages,
    hint: hints.stages,
    width: 9.5,
    sortKey: (decision) => decision.stages.findIndex(({ stage }) => stage === endedAt(decision)),
    text: glyphsOf,
    draw: (decision) => <StageMarks decision={decision} />,
    filter: STAGE_FILTER,
  },
  {
    id: 'setup',
    heading: columns.setup,
    width: 8,
    sortKey: setupText,
    text: setupText,
    filter: SETUP_FILTER,
  },
  {
    id: 'side',
    heading: columns.side,
    width: 5.5,
    sortKey: sideOf,
    text: (decision) => sideOf(decision) ?? UNKNOWN,
    draw: (decision) => {
      const side = sideOf(decision);
      if (side === undefined) return UNKNOWN;
      return (
        <>
          <span aria-hidden="true">{side === 'LONG' ? '▲ ' : '▼ '}</span>
          {side}
        </>
      );
    },
    look: (decision) => ({ LONG: 'up', SHORT: 'down', none: 'muted' })[sideOf(decision) ?? 'none'],
  },
  {
    id: 'cost',
    heading: columns.cost,
    hint: hints.cost,
    width: 6,
    isFigure: true,
    sortKey: ({ cost_r }) => cost_r ?? undefined,
    text: ({ cost_r }) => figure(cost_r),
  },
];

/** One row a candle: what was decided, and the first reason against an order; its details tell it stage by stage. */
export const DECISIONS: RecordKind<Decision> = {
  tab: 'decisions',
  columns: COLUMNS,
  none,
  name: ({ open_time }) => minuteTime(open_time),
  detail: (decision) => <DecisionDetail decision={decision} />,
  look: ({ outcome }) => (outcome === 'order' ? 'is-order' : ''),
  moments: ({ open_time }) => [open_time],
  csv: decisionsCsv,
  opensWhenPicked: true,
};
