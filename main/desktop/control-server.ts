import type { WebServer } from '../session/ports/web-server.ts';
import type { Workbench, Workstation } from '../session/ports.ts';

/**
 * Lets the command line reach a session of this program over loopback. It offers control only, so that what this program asks
 * in its own dialogs cannot be had around them; the token stands in the session's lock file, which only its owner reads.
 * `undefined` when no port can be opened: `la stop` and `la kill` then fall back to files.
 */
export async function setupControlServer(
  workbench: Pick<Workbench, 'serve'>,
  workstation: Workstation,
): Promise<WebServer | undefined> {
  try {
    return await workbench.serve(workstation, { offer: { kind: 'control' }, port: undefined });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`laptop-agents: the command line cannot reach this program: ${reason}`);
    return undefined;
  }
}
