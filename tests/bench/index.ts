import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchBacktest } from './backtest-bench.ts';
import { benchJournal } from './journal-bench.ts';
import { benchLive } from './live-bench.ts';

/**
 * `npm run bench`: each figure is a ratio of two things measured in the same run, since the machine's own speed is noise.
 * Absolute rates are printed for orientation only.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'la-bench-'));
  try {
    for (const line of [...benchBacktest(), ...benchJournal(folder), ...(await benchLive())])
      process.stdout.write(`${line}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
