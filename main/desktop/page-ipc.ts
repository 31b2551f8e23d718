import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import type { Workstation } from '../session/ports.ts';
import type { Question } from './confirmations.ts';
import { PageLimits } from './page-limits.ts';
import { verdictOn } from './page-policy.ts';
import type { FilePlaces } from './start-files.ts';
import { isFromPage } from './trusted-sender.ts';

const MAX_MESSAGE = 65_536;
const MAX_NAME = 60;
/** Requests one page may have in flight: a flood is refused, KILL never. */
const MAX_IN_FLIGHT = 32;
const TOO_MANY = 'too many requests at once';

export interface PageIpcParts {
  readonly workstation: Workstation;
  /** The one window, whose contents alone are answered. */
  readonly window: {
    readonly contents: WebContents | undefined;
    /** Gives up the page that is there. */
    dropFlooding(): void;
  };
  /** The program's own dialog for what a page may not do. */
  readonly confirmations: { confirm(what: 'rearm' | 'resetBreaker', by: 'page'): Promise<void> };
  /** Asks the person in a dialog of the program. */
  readonly consent: { allows(question: Question): Promise<boolean> };
  /** What tells the workspace's own files from others. */
  readonly filePlaces: () => FilePlaces;
  /** Remembers the last start. */
  readonly memory: { write(key: string, value: unknown): void };
}

/**
 * Carries the contract over Electron's IPC. Every message is checked for the frame and address it comes from and for its
 * shape; the workstation checks its content. What a person must decide is refused here and asked in a native dialog.
 */
export function setupPageIpc(ipc: Pick<IpcMain, 'handle'>, parts: PageIpcParts): void {
  const limits = new PageLimits(() => parts.window.dropFlooding());
  let inFlight = 0;
  ipc.handle(CHANNELS.request, async (event: IpcMainInvokeEvent, ...args: unknown[]): Promise<Reply> => {
    if (!isFromPage(event, parts.window.contents))
      return refused('forbidden', 'only the page of this program is answered');
    // KILL is never too much, but done once it is done
    if (!limits.take() && (args[0] !== 'kill' || parts.workstation.health().halted)) return refused('busy', TOO_MANY);
    const message = readRequest(args);
    if (message === undefined)
      return refused('bad_input', 'a request is a name and its input, as JSON of at most 64 kB');
    if (inFlight >= MAX_IN_FLIGHT && message.name !== 'kill') return refused('busy', TOO_MANY);
    if (message.name === 'testAlerts' && !limits.takeTestNotice()) {
      return refused('busy', 'several test notices were sent in the last minute; try again later');
    }
    inFlight++;
    try {
      return await answer(message.name, message.input, parts);
    } finally {
      inFlight--;
    }
  });
  ipc.handle(CHANNELS.snapshot, (event: IpcMainInvokeEvent) => {
    if (!isFromPage(event, parts.window.contents)) throw new Error('only the page of this program is answered');
    if (!limits.take()) throw new Error(TOO_MANY);
    return parts.workstation.snapshot();
  });
}

async function answer(name: string, input: unknown, parts: PageIpcParts): Promise<Reply> {
  const verdict = verdictOn(name, input, parts.filePlaces);
  if (verdict === 'dialog') {
    void parts.confirmations.confirm(name === 'rearm' ? 'rearm' : 'resetBreaker', 'page');
    return refused(
      'confirmation_needed',
      'this is confirmed in a dialog of the program itself: please answer it there',
    );
  }
  if (verdict !== 'free' && !(await parts.consent.allows(verdict.question))) {
    return refused('confirmation_needed', 'not done: it was not confirmed in the dialog of the program');
  }
  const reply = await parts.workstation.request(name, input, 'page');
  if (name === 'start' && reply.ok) parts.memory.write('lastStart', input);
  return reply;
}

/** A name and plain JSON; anything else that IPC can carry (maps, dates, cycles) is no request. */
function readRequest(args: readonly unknown[]): { readonly name: string; readonly input: unknown } | undefined {
  const [name, input] = args;
  if (args.length > 2 || typeof name !== 'string' || name.length > MAX_NAME) return undefined;
  try {
    const text = JSON.stringify(input ?? {});
    return text.length > MAX_MESSAGE ? undefined : { name, input: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function refused(code: string, message: string): Reply {
  return { ok: false, error: { code, message } };
}
