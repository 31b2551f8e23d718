import type { Workstation } from '../session/ports.ts';

/** How often it is looked whether the computer still runs; while it sleeps nothing is. */
const LOOK_MS = 1000;
/** A computer that runs on for so long is awake: the sleep was called off, or its end was told to nobody. */
const AWAKE_LOOKS = 60;

/**
 * Turns what the system tells of sleep into what a session is told. Every sleep ends, also one whose end the system never
 * tells: a session that waits for it would enter nothing any more.
 */
export class SleepWatch {
  private readonly tell: Workstation['power'];
  private readonly wallMs: () => number;
  private suspendedAt: number | undefined;
  private looks = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `wallMs`: ms UTC. */
  constructor(tell: Workstation['power'], wallMs: () => number = Date.now) {
    this.tell = tell;
    this.wallMs = wallMs;
  }

  readonly suspend = (): void => {
    this.suspendedAt ??= this.wallMs();
    this.looks = 0;
    this.timer ??= setInterval(() => this.look(), LOOK_MS).unref();
    this.tell({ kind: 'suspended' });
  };

  readonly resume = (): void => {
    const awayMs = this.suspendedAt === undefined ? 0 : this.wallMs() - this.suspendedAt;
    const asleepMs = Math.max(0, awayMs - this.looks * LOOK_MS);
    this.dispose();
    this.tell({ kind: 'resumed', asleepMs });
  };

  dispose(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.suspendedAt = undefined;
    this.looks = 0;
  }

  private look(): void {
    this.looks++;
    if (this.looks >= AWAKE_LOOKS) this.resume();
  }
}
