import type { CandleProcessed, DecisionMade, EventHeader, SessionEvent, StageVerdict } from './events.ts';

/** Words that recur in every line, with their quotes and escapes, looked up instead of escaped anew. */
const quotedWords = new Map<string, string>();
const MOST_WORDS = 2000;

function quoted(text: string): string {
  const known = quotedWords.get(text);
  if (known !== undefined) return known;
  const fresh = JSON.stringify(text);
  if (quotedWords.size < MOST_WORDS) quotedWords.set(text, fresh);
  return fresh;
}

/**
 * The line under which an event is journaled, written and sent: exactly what JSON.stringify gives, several times as fast for
 * the two events that every candle brings.
 */
export function eventLine(event: SessionEvent): string {
  switch (event.event) {
    case 'CandleProcessed':
      return candleLine(event);
    case 'DecisionMade':
      return decisionLine(event);
    default:
      return JSON.stringify(event);
  }
}

function header(event: EventHeader): string {
  return `,"timestamp":"${event.timestamp}","seq":${event.seq},"event_id":"${event.event_id}"`;
}

function candleLine(event: CandleProcessed & EventHeader): string {
  const names = `"symbol":${quoted(event.symbol)},"interval":${quoted(event.interval)},"open_time":${event.open_time}`;
  const prices = `"open":"${event.open}","high":"${event.high}","low":"${event.low}","close":"${event.close}"`;
  return `{"event":"CandleProcessed"${header(event)},${names},${prices},"volume":"${event.volume}","source":"${event.source}"}`;
}

function decisionLine(event: DecisionMade & EventHeader): string {
  let stages = '';
  for (const stage of event.stages) stages += stages === '' ? stageText(stage) : `,${stageText(stage)}`;
  const outcome = `"outcome":"${event.outcome}","reason":${quoted(event.reason)},"cost_r":${numberText(event.cost_r)}`;
  return `{"event":"DecisionMade"${header(event)},"open_time":${event.open_time},"stages":[${stages}],${outcome},"equity":"${event.equity}"}`;
}

function stageText({ stage, result, reason, inputs }: StageVerdict): string {
  let fields = '';
  for (const name in inputs) {
    const value = inputs[name];
    if (value === undefined) continue;
    const text =
      typeof value === 'string' ? quotedValue(value) : typeof value === 'number' ? numberText(value) : String(value);
    fields += fields === '' ? `${quoted(name)}:${text}` : `,${quoted(name)}:${text}`;
  }
  return `{"stage":"${stage}","result":${quoted(result)},"reason":${quoted(reason)},"inputs":{${fields}}}`;
}

/** Prices and quantities are all different: not worth keeping. */
function quotedValue(text: string): string {
  return /^[\d.-]*$/.test(text) ? `"${text}"` : quoted(text);
}

function numberText(value: number | null): string {
  return value === null || !Number.isFinite(value) ? 'null' : String(value);
}
