export interface QuitParts {
  isPositionOpen(): boolean;
  /** Asks the person whether to stop and quit. */
  confirm(): Promise<boolean>;
  /** Stops the session in its order. */
  stop(by: string): Promise<void>;
  /** Closes the window without asking its page, which may hang. */
  closeWindow(): void;
  /** Quits for good. */
  quit(): void;
}

/** The one way out of the program: ask when a position is open, stop the session in its order, then quit. */
export class QuitPath {
  private readonly parts: QuitParts;
  private phase: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';

  constructor(parts: QuitParts) {
    this.parts = parts;
  }

  /** From here on windows close instead of hiding. */
  get isQuitting(): boolean {
    return this.phase === 'stopped';
  }

  /** For `before-quit`, from wherever the wish comes: menu, tray, system. */
  onBeforeQuit(event: { preventDefault(): void }): void {
    if (this.phase === 'stopped') return;
    event.preventDefault();
    this.request('quit', true);
  }

  /** `asks` is false for signals and shutdown: nobody is there to answer. Asking again changes nothing. */
  request(by: string, asks: boolean): void {
    if (this.phase === 'stopping' || this.phase === 'stopped') return;
    if (!asks || !this.parts.isPositionOpen()) {
      void this.stop(by);
      return;
    }
    if (this.phase === 'asking') return;
    this.phase = 'asking';
    void this.ask(by);
  }

  /** Stops in order, and then ends the program in a way of its own, such as by installing an update. Asks nobody. */
  leave(by: string, how: () => void): void {
    if (this.phase !== 'stopping' && this.phase !== 'stopped') void this.stop(by, how);
  }

  private async ask(by: string): Promise<void> {
    const isSure = await this.parts.confirm().catch(() => false);
    // a signal may have come meanwhile
    if (this.phase !== 'asking') return;
    this.phase = 'running';
    if (isSure) await this.stop(by);
  }

  private async stop(by: string, end = () => this.parts.quit()): Promise<void> {
    this.phase = 'stopping';
    try {
      await this.parts.stop(by);
    } catch {
      // its log says why; what is unfinished is recovered by the next start
    }
    this.phase = 'stopped';
    this.parts.closeWindow();
    end();
  }
}
