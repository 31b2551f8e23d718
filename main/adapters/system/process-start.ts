import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process started, as text that is equal for the same process and different for another one with the same id.
 * `undefined` when there is no such process; '' when the system does not tell.
 */
export function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ESRCH') return undefined;
  }
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'win32') return windowsStart(pid);
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', timeout: 2000 }).trim();
  } catch {
    return '';
  }
}

function linuxStart(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  return fields[19] ?? '';
}

function windowsStart(pid: number): string {
  const query = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return execFileSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8', timeout: 5000 }).trim();
}
