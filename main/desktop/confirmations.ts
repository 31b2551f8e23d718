import type { SafetyView } from '../../shared/session-status.ts';
import type { Workstation } from '../session/ports.ts';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The button that does it; the other, which is the default, is Cancel unless given. */
  readonly button: string;
  readonly cancel?: string;
}

export interface Choice {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

export interface Asker {
  /** A native dialog that the page's scripts can't press; true for the button that does it. */
  ask(question: Question): Promise<boolean>;
  /** A native dialog of several buttons beside Close; the one that was pressed, or undefined. */
  choose(question: Choice): Promise<string | undefined>;
  /** Tells a sentence in a native dialog. */
  tell(message: string): Promise<void>;
}

/** A page that was told no may not ask again for so long. */
const PAGE_PAUSE_MS = 30_000;

/** Lifts a halt or resets the breaker after a native dialog, one dialog at a time. */
export class Confirmations {
  private readonly workstation: Workstation;
  private readonly asker: Pick<Asker, 'ask' | 'tell'>;
  private isOpen = false;
  private pageRefusedAt = Number.NEGATIVE_INFINITY;

  constructor(workstation: Workstation, asker: Pick<Asker, 'ask' | 'tell'>) {
    this.workstation = workstation;
    this.asker = asker;
  }

  /** `by` names the surface that asked. Resolves when the dialog has been answered and the answer carried out. */
  async confirm(what: 'rearm' | 'resetBreaker', by: 'page' | 'tray' | 'menu'): Promise<void> {
    if (this.isOpen) return;
    if (by === 'page' && performance.now() - this.pageRefusedAt < PAGE_PAUSE_MS) return;
    this.isOpen = true;
    try {
      const { safety } = this.workstation.snapshot();
      if (!(await this.asker.ask(what === 'rearm' ? rearmQuestion(safety) : resetQuestion(safety)))) {
        if (by === 'page') this.pageRefusedAt = performance.now();
        return;
      }
      const confirmation = what === 'rearm' ? 'REARM' : 'RESET';
      const reply = await this.workstation.request(what, { confirmation }, `desktop dialog (${by})`);
      if (!reply.ok) await this.asker.tell(sentence(reply.error.message));
    } finally {
      this.isOpen = false;
    }
  }
}

function rearmQuestion({ halted, engagedBy }: SafetyView): Question {
  const reason =
    halted === null ? 'Nothing is halted.' : `Halted by ${halted.by}${halted.at === '' ? '' : ` at ${halted.at}`}.`;
  const engaged = engagedBy.length === 0 ? '' : ` The kill switch is still engaged by ${engagedBy.join(' and ')}.`;
  return {
    message: 'Re-arm trading?',
    detail: `${reason}${engaged} After re-arming, sessions may open positions again.`,
    button: 'Re-arm',
  };
}

function resetQuestion({ tripped }: SafetyView): Question {
  const reason = tripped === null ? 'It is not tripped.' : `It tripped on ${tripped.reason} at ${tripped.at}.`;
  return {
    message: 'Reset the circuit breaker?',
    detail: `${reason} Peak equity, losing streak and the day's baseline begin anew; sessions may open positions again.`,
    button: 'Reset breaker',
  };
}

/** A message as a sentence. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}
