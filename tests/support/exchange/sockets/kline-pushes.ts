import { Random } from '../../../../shared/random.ts';
import type { Market } from '../market/market.ts';
import type { World } from '../world.ts';
import type { Channel } from './channel.ts';
import { type Frame, klineFrame } from './frames.ts';

const LAST_FRAMES_MS = 1000;

type KlineChannel = Extract<Channel, { kind: 'kline' }>;

interface Progress {
  /** Bar that frames are about. */
  bar: number;
  /** A late frame of the bar before is still to come. */
  owesOldFrame: boolean;
}

/**
 * What one kline channel pushes at a tick: nothing for a while after a boundary (0 to 2 s), then the running bar. Nobody
 * promises that the last frame of a bar holds its last trade.
 */
export class KlinePushes {
  private readonly world: World;
  private readonly progress = new Map<string, Progress>();

  constructor(world: World) {
    this.world = world;
  }

  /** Frames due now, to every subscriber of the channel. */
  due(ch: string, channel: KlineChannel, market: Market, now: number): Frame[] {
    const { faults } = this.world;
    const open = channel.interval.openOf(now);
    const progress = this.progressOf(`${market.instrument.symbol} ${ch}`, open);
    if (open > progress.bar) {
      progress.owesOldFrame = faults.lateOldBarFrame !== 'off';
      progress.bar = open;
    }
    const running = now >= open + this.delayOf(open) ? this.running(ch, channel, market, now) : [];
    const isOldDue = progress.owesOldFrame && (faults.lateOldBarFrame === 'beforeNew' || running.length > 0);
    if (!isOldDue) return running;
    progress.owesOldFrame = false;
    const old = this.frameOf(ch, channel, market, channel.interval.openOf(open - 1), now);
    return faults.lateOldBarFrame === 'beforeNew' ? [...old, ...running] : [...running, ...old];
  }

  /** The running bar, or nothing: before its first trade, and in its last second under `missingLastFrame`. */
  running(ch: string, channel: KlineChannel, market: Market, now: number): Frame[] {
    const open = channel.interval.openOf(now);
    const isLast = channel.interval.nextOf(open) - now <= LAST_FRAMES_MS;
    return isLast && this.world.faults.missingLastFrame ? [] : this.frameOf(ch, channel, market, open, now);
  }

  private frameOf(ch: string, channel: KlineChannel, market: Market, openTime: number, now: number): Frame[] {
    const candle = market.bar(channel.price, channel.interval, openTime, now);
    return candle === undefined ? [] : [klineFrame(ch, market, candle, now, this.world.faults)];
  }

  private progressOf(key: string, open: number): Progress {
    const known = this.progress.get(key);
    if (known !== undefined) return known;
    const progress = { bar: open, owesOldFrame: false };
    this.progress.set(key, progress);
    return progress;
  }

  private delayOf(open: number): number {
    return new Random(open / 60_000).uniform(0, this.world.profile.firstFrameDelayMs);
  }
}
