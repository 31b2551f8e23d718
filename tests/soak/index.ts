import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { soakFaultyHours, startFaultyExchange } from './faulty-hours.ts';
import type { Verdict } from './flatness.ts';
import { soakVirtualDays, soakWorkbench } from './virtual-days.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

const HELP = `npm run soak -- [--days N] [--hours N] [--seed N]

  --days N   days of simulated time in one session on the virtual clock; default 3, 0 for none
  --hours N  hours of live data in real time from a local exchange that misbehaves once a minute; default 0
  --seed N   of market and faults; default 1

Says how memory, handles and event-loop lag were in the second and in the last quarter; exit 1 when one grows.`;

/** `npm run soak`: whether a session that runs for days stays as it was. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      days: { type: 'string', default: '3' },
      hours: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const [days, hours, seed] = [amount('days', values.days), amount('hours', values.hours), amount('seed', values.seed)];
  const workspace = mkdtempSync(join(tmpdir(), 'la-soak-'));
  try {
    if (days > 0) tell(await soakVirtualDays(soakWorkbench(ROOT, join(workspace, 'days')), { days, seed }));
    if (hours > 0) {
      const program = join(ROOT, 'tests', 'support', 'exchange', 'main.ts');
      const { child, environment } = await startFaultyExchange(program, { seconds: hours * 3600, seed });
      try {
        tell(await soakFaultyHours(soakWorkbench(ROOT, join(workspace, 'hours'), environment), hours));
      } finally {
        child.kill('SIGTERM');
      }
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function tell({ isFlat, lines }: Verdict): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (!isFlat) process.exitCode = 1;
}

function amount(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    process.stderr.write(`soak: --${flag} ${text}: must be a number from 0 on\n`);
    process.exit(6);
  }
  return value;
}

await main();
