import type { World } from '../world.ts';

/** The way of channel frames to one client, on which they are lost, doubled, held back or silenced. */
export class Outbox {
  private readonly world: World;
  private readonly send: (text: string) => void;
  private held: string | undefined;

  constructor(world: World, send: (text: string) => void) {
    this.world = world;
    this.send = send;
  }

  push(channel: string, text: string): void {
    const { faults, dice } = this.world;
    if (faults.silentChannels.includes('*') || faults.silentChannels.includes(channel)) return;
    if (dice.strikes(faults.dropFrames)) return;
    if (this.held === undefined && dice.strikes(faults.reorderFrames)) {
      this.held = text;
      return;
    }
    this.send(text);
    if (dice.strikes(faults.duplicateFrames)) this.send(text);
    if (this.held === undefined) return;
    this.send(this.held);
    this.held = undefined;
  }
}
