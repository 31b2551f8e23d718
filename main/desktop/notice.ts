import type { SessionEvent } from '../../shared/events.ts';
import { isHalted } from './desktop-state.ts';
import type { StateChange } from './state-watch.ts';

export interface Notice {
  readonly kind: 'fill' | 'alarm';
  readonly title: string;
  readonly body: string;
}

/** What a change is worth telling a person who does not look: several fills at once are one notice. */
export function noticesOf(change: StateChange): Notice[] {
  const notices: Notice[] = [];
  const fills = change.events.filter((event) => event.event === 'ExecutionFill');
  const last = fills.at(-1);
  if (last !== undefined) {
    const more = fills.length === 1 ? '' : ` (and ${fills.length - 1} before it)`;
    notices.push({ kind: 'fill', title: 'Order filled', body: `${last.side} ${last.qty} at ${last.price}${more}` });
  }
  const { before, safety } = change;
  if (isHalted(change) && !isHalted(before)) {
    const by = safety.engagedBy[0] ?? safety.halted?.by;
    notices.push(
      alarm('Trading is halted', `KILL${by === undefined ? '' : ` by ${by}`}. Nothing trades until re-armed.`),
    );
  }
  if (safety.tripped !== null && before.safety.tripped === null) {
    notices.push(
      alarm('Circuit breaker tripped', `${words(safety.tripped.reason)}. Nothing trades until it is reset.`),
    );
  }
  for (const event of change.events) {
    const notice = alarmOf(event);
    if (notice !== undefined) notices.push(notice);
  }
  return notices;
}

/** KILL from anywhere does not work, and its keys may do something else. */
export function shortcutFault(accelerator: string): Notice {
  return alarm(
    'KILL has no shortcut',
    `${accelerator} is no shortcut, or another program has it. KILL works in the window and in the tray; config/desktop.json names another.`,
  );
}

function alarmOf(event: SessionEvent): Notice | undefined {
  switch (event.event) {
    case 'KillIncomplete':
      return alarm('KILL is not complete', `Left: ${event.left}`);
    case 'FeedLost':
      return alarm('Market data lost', words(event.reason));
    case 'SessionRecovered':
      return alarm('Session recovered', `It goes on where it was; equity ${event.equity} USDT.`);
    case 'SessionEnd':
      return event.reason === 'error' || event.reason === 'stale_data' || event.reason === 'watchdog'
        ? alarm('Session ended', words(event.reason))
        : undefined;
    default:
      return undefined;
  }
}

function alarm(title: string, body: string): Notice {
  return { kind: 'alarm', title, body };
}

function words(code: string): string {
  return code.replaceAll('_', ' ');
}
