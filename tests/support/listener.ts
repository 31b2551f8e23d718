import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A web server that keeps what it was sent and answers as told; gone with the test. */
export class Listener {
  readonly received: Received[] = [];
  private readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  private waiting: (() => void)[] = [];
  url = '';

  constructor(answer: Listener['answer'] = (_request, response) => response.end()) {
    this.answer = answer;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        this.received.push({ method: request.method ?? '', path: request.url ?? '', body });
        for (const wake of this.waiting.splice(0)) wake();
        this.answer(request, response);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  /** Waits until so many requests have come. */
  async until(count: number): Promise<readonly Received[]> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
    return this.received;
  }
}
