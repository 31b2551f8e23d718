import type { StoreApi } from 'zustand/vanilla';
import type { Reply, RequestInput, RequestName, RequestOutput } from '../../shared/ipc/contract.ts';
import type { Carrier } from '../carrier.ts';
import { TEXT } from '../text/page.ts';
import { errorText } from '../text/phrases.ts';
import type { UiState } from './ui-state.ts';

type PlainCommand = 'stop' | 'closePosition' | 'pauseEntries' | 'resumeEntries' | 'continueRun' | 'closeRun';

/** What the buttons of the page do. An answer that the person must know of becomes a notice. */
export class Commands {
  private readonly carrier: Carrier;
  private readonly ui: StoreApi<UiState>;
  private lastKey = 0;

  constructor(carrier: Carrier, ui: StoreApi<UiState>) {
    this.carrier = carrier;
    this.ui = ui;
  }

  /** For dialogs, which show the answer themselves. */
  ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Reply<RequestOutput<Name>>> {
    return this.carrier.request(name, input);
  }

  async send(name: PlainCommand): Promise<void> {
    const reply = await this.carrier.request(name, {});
    if (!reply.ok) this.notice('bad', errorText(reply.error));
  }

  /** Never asks, is allowed in every state and says what came of it. */
  async kill(): Promise<void> {
    const reply = await this.carrier.request('kill', {});
    if (!reply.ok) this.notice('bad', errorText(reply.error));
    else if (reply.value.flat) this.notice('good', TEXT.notice.killedFlat);
    else this.notice('bad', TEXT.notice.killedNotFlat(reply.value.left));
  }

  notice(tone: 'good' | 'bad', text: string): void {
    this.ui.setState({ notice: { tone, text, key: ++this.lastKey } });
  }
}
