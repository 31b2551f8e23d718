import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { wholeBetween } from '../flag-values.ts';
import { pageFolder } from '../page-folder.ts';
import { untilSignal } from '../signals.ts';

interface ServeFlags {
  port?: number;
  open: boolean;
  workspace?: string;
}

/** `la serve`: the workstation in a browser. */
export function addServe(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('open the workstation in a browser')
    .option('--port <n>', 'port (default: 4780 or the next free one)', wholeBetween('--port', 1, 65_535))
    .option('--no-open', 'do not open the browser')
    .option('--no-electron', 'accepted by npm start; the browser is used here anyway')
    .option('--workspace <dir>', 'folder of state and runs (default: LA_WORKSPACE or ./.workspace)')
    .action(async (flags: ServeFlags) => {
      const workbench = context.workbench(flags.workspace);
      const workstation = workbench.openWorkstation();
      const offer = { kind: 'workstation', pageFolder: pageFolder() } as const;
      const server = await workbench.serve(workstation, { offer, port: flags.port });
      context.console.address(server.launchUrl, 'stdout');
      context.console.notice('The workstation runs until this program is ended (Ctrl+C).');
      if (flags.open && hasDisplay(context.environment) && process.stdout.isTTY === true) openBrowser(server.launchUrl);
      const signal = await untilSignal();
      await workstation.dispose(signal);
      await server.close();
    });
}

function hasDisplay(environment: CommandContext['environment']): boolean {
  if (process.platform !== 'linux') return true;
  return (environment.DISPLAY ?? '') !== '' || (environment.WAYLAND_DISPLAY ?? '') !== '';
}

/** Hands an address or file to the system's own opener and forgets it. */
export function openBrowser(address: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? ['cmd', ['/c', 'start', '', address]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [address]];
  const child = spawn(command as string, args as string[], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
