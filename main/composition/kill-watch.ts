import { existsSync, rmSync } from 'node:fs';
import type { WorkspacePaths } from './workspace-paths.ts';

const POLL_MS = 200;

/** Watches for the kill file and the stop file, in real time whatever the session's clock does. Returns how to end it. */
export function watchSwitchFiles(
  paths: WorkspacePaths,
  on: { kill(by: string): void; stop(by: string): void },
): () => void {
  const look = () => {
    if (existsSync(paths.killFile)) on.kill(paths.killFile);
    if (existsSync(paths.stopFile)) {
      on.stop('file');
      try {
        rmSync(paths.stopFile, { force: true });
      } catch {
        // a folder that became read-only: asking twice changes nothing
      }
    }
  };
  const timer = setInterval(look, POLL_MS);
  look();
  return () => clearInterval(timer);
}
