import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { WatchdogData } from './watchdog.ts';

/** Runs on its own thread, so that a main thread that hangs is still seen. See watchdog.ts. */
const { beats, recordPath, limits } = workerData as WatchdogData;
const counter = new Int32Array(beats);
const GRACE_MS = 2000;

let seen = -1;
let seenAt = performance.now();
let tickedAt = performance.now();

const timer = setInterval(() => {
  const now = performance.now();
  // A gap in our own ticks is a machine that slept, not a main thread that hangs.
  if (now - tickedAt > limits.tickMs * 5) seenAt = now;
  tickedAt = now;
  const beat = Atomics.load(counter, 0);
  if (beat !== seen) {
    seen = beat;
    seenAt = now;
  }
  const limit = Atomics.load(counter, 1) === 1 ? limits.seedingMs : limits.runningMs;
  if (now - seenAt > limit) end(`no heartbeat for ${Math.round(now - seenAt)} ms`);
  const rss = process.memoryUsage.rss();
  if (rss > limits.maxRssBytes)
    end(
      `memory ${Math.round(rss / 1_048_576)} MB is over the limit of ${Math.round(limits.maxRssBytes / 1_048_576)} MB`,
    );
}, limits.tickMs);

/** The record is on disk before anything else happens; then the main thread is asked to go, and made to after two seconds. */
function end(reason: string): void {
  clearInterval(timer);
  const file = openSync(recordPath, 'w');
  writeSync(file, `${JSON.stringify({ schema_version: 1, reason, at: new Date().toISOString(), pid: process.pid })}\n`);
  fsyncSync(file);
  closeSync(file);
  parentPort?.postMessage(reason);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
}
