import type { StageName } from '../../shared/events.ts';
import { toIso } from '../../shared/time.ts';
import { TEXT } from '../text/page.ts';
import { csvText } from './csv-file.ts';
import { type Decision, setupOf, sideOf } from './decision-facts.ts';

const STAGES = Object.keys(TEXT.stage) as readonly StageName[];

const HEADER = [
  'open_time',
  'outcome',
  'reason',
  'setup',
  'side',
  'cost_r',
  'equity',
  ...STAGES.flatMap((stage) => [`${stage}_result`, `${stage}_reason`]),
];

/** Decisions as CSV: one row a candle, with the codes of events.jsonl; a result and a reason for each stage. */
export function decisionsCsv(decisions: readonly Decision[]): string {
  const rows = decisions.map((decision) => [
    toIso(decision.open_time),
    decision.outcome,
    decision.reason,
    setupOf(decision) ?? '',
    sideOf(decision) ?? '',
    decision.cost_r,
    decision.equity,
    ...STAGES.flatMap((name) => {
      const verdict = decision.stages.find(({ stage }) => stage === name);
      return [verdict?.result ?? '', verdict?.reason ?? ''];
    }),
  ]);
  return csvText(HEADER, rows);
}
