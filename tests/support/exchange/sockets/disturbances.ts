import type { World } from '../world.ts';
import { frameText } from './frame-text.ts';
import { malformedFrame } from './malformed.ts';
import type { PublicSession } from './public-session.ts';
import type { Publisher } from './publisher.ts';

const TICK_MS = 50;
/** A machine that slept owes no more than this. */
const LONGEST_MS = 1000;

/** How many frames of a rate have fallen due since the last time; what is less than a whole one waits for the next. */
class DueCount {
  private thousandths = 0;
  private since: number;

  constructor(now: number) {
    this.since = now;
  }

  take(perSecond: number, now: number): number {
    const due = this.thousandths + perSecond * Math.min(now - this.since, LONGEST_MS);
    this.since = now;
    this.thousandths = due % 1000;
    return Math.floor(due / 1000);
  }
}

/** Sends what nobody asked for: the flood, and malformed frames. */
export class Disturbances {
  private readonly world: World;
  private readonly sessions: ReadonlySet<PublicSession>;
  private readonly publisher: Publisher;
  private readonly floodDue: DueCount;
  private readonly malformedDue: DueCount;
  private malformedCount = 0;

  constructor(world: World, sessions: ReadonlySet<PublicSession>, publisher: Publisher) {
    this.world = world;
    this.sessions = sessions;
    this.publisher = publisher;
    this.floodDue = new DueCount(world.timers.now());
    this.malformedDue = new DueCount(world.timers.now());
    world.timers.every(TICK_MS, () => {
      this.flood();
      this.sendMalformed();
    });
  }

  private flood(): void {
    const { floodPerSecond, floodChannel } = this.world.faults;
    const count = this.floodDue.take(floodPerSecond, this.world.timers.now());
    if (count === 0) return;
    const now = this.world.now();
    const texts = new Map<string, string[]>();
    for (const session of this.sessions) {
      const ready = session.subscriptions
        .filter(([, { ch }]) => floodChannel === '' || ch === floodChannel)
        .flatMap(([key, entry]) => {
          const known =
            texts.get(key) ?? this.publisher.current(entry, now).map((frame) => frameText(frame, this.world));
          texts.set(key, known);
          return known.map((text) => ({ ch: entry.ch, text }));
        });
      for (let i = 0; i < count; i++) {
        const next = ready[i % ready.length];
        if (next !== undefined) session.publish(next.ch, next.text);
      }
    }
  }

  private sendMalformed(): void {
    const { malformedPerSecond, malformedKinds } = this.world.faults;
    const count = this.malformedDue.take(malformedPerSecond, this.world.timers.now());
    const [symbol = ''] = this.world.markets.keys();
    for (let i = 0; i < count; i++) {
      const kind = malformedKinds[this.malformedCount++ % malformedKinds.length];
      if (kind === undefined) return;
      const content = malformedFrame(kind, symbol, this.world.now());
      for (const session of this.sessions) session.socket.send(content);
    }
  }
}
