import type { DecisionMade } from '../../shared/events.ts';
import type { Bar, Recorded } from '../../shared/session-view.ts';
import { isEvent } from './event-shape.ts';
import { bar } from './server-message.ts';
import { fields, isRecord, listOf } from './shape.ts';

export function isBarList(value: unknown): value is { readonly bars: readonly Bar[] } {
  return fields({ bars: listOf(bar) })(value);
}

export function isDecisionList(value: unknown): value is { readonly decisions: readonly Recorded<DecisionMade>[] } {
  const decision = (event: unknown) => isRecord(event) && event.event === 'DecisionMade' && isEvent(event);
  return fields({ decisions: listOf(decision) })(value);
}
