import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Sample } from './flatness.ts';

const MEGABYTE = 1_048_576;

/** Looks at this process at regular times until it is stopped. */
export class Sampler {
  readonly samples: Sample[] = [];
  private readonly delay = monitorEventLoopDelay({ resolution: 10 });
  private readonly timer: NodeJS.Timeout;
  private readonly collect: () => void;

  constructor(everyMs: number) {
    setFlagsFromString('--expose-gc');
    this.collect = runInNewContext('gc') as () => void;
    this.delay.enable();
    this.timer = setInterval(() => this.look(), everyMs);
  }

  private look(): void {
    const lagMs = this.delay.percentile(99) / 1e6;
    this.collect();
    const { heapUsed, rss } = process.memoryUsage();
    this.samples.push({ heapMb: heapUsed / MEGABYTE, rssMb: rss / MEGABYTE, handles: openHandles(), lagMs });
    // The collection itself held up the loop: that is not the program's doing.
    setImmediate(() => this.delay.reset());
  }

  stop(): readonly Sample[] {
    clearInterval(this.timer);
    this.delay.disable();
    return this.samples;
  }
}

function openHandles(): number {
  if (process.platform === 'linux') return readdirSync('/proc/self/fd').length;
  return process.getActiveResourcesInfo().length;
}
