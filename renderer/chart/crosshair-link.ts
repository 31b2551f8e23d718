import type { MouseEventParams } from 'lightweight-charts';

/** A chart whose crosshair follows that of another. */
export interface CrosshairFollower {
  /** Shows the crosshair at the candle that opened at `moment`, ms UTC; null takes it away. */
  point(moment: number | null): void;
}

/** Keeps the crosshairs of the charts of one view at the same candle. */
export class CrosshairLink {
  private readonly followers = new Set<CrosshairFollower>();

  /** Returns how to leave. */
  join(follower: CrosshairFollower): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  /** Told by the chart that the pointer is over. */
  tell(teller: CrosshairFollower, moment: number | null): void {
    for (const follower of this.followers) if (follower !== teller) follower.point(moment);
  }
}

/** Tells the pointer's own moves from those that a chart reports while it only follows, or when its candles move. */
export class PointerWatch {
  private readonly hovers: (moment: number | null) => void;
  private isPointed = false;

  constructor(hovers: (moment: number | null) => void) {
    this.hovers = hovers;
  }

  moved({ sourceEvent, point }: MouseEventParams, moment: number | null): void {
    if (sourceEvent !== undefined) {
      this.isPointed = true;
      this.hovers(moment);
    } else if (point === undefined && this.isPointed) {
      this.isPointed = false;
      this.hovers(null);
    }
  }
}
