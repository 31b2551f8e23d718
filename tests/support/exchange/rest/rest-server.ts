import type { IncomingMessage, ServerResponse } from 'node:http';
import { oddData } from '../faults/odd-json.ts';
import type { RequestRecord } from '../stats.ts';
import type { World } from '../world.ts';
import type { Envelope } from './envelope.ts';
import { type Mishap, oddEnvelope, RestFaultGate } from './rest-faults.ts';
import type { RestRequest } from './rest-request.ts';
import type { Router } from './router.ts';

const MAX_BODY = 1_000_000;

interface JsonOutcome {
  readonly kind: 'json';
  readonly envelope: Envelope;
  readonly mishap: Mishap['kind'];
}

type Outcome = JsonOutcome | { readonly kind: 'html'; readonly status: number } | { readonly kind: 'cut' };

/** The HTTP side: reads a request, lets the faults strike, and sends the router's answer. */
export class RestServer {
  private readonly world: World;
  private readonly router: Router;
  private readonly gate: RestFaultGate;

  constructor(world: World, router: Router) {
    this.world = world;
    this.router = router;
    this.gate = new RestFaultGate(world);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://exchange');
    const ip = request.socket.remoteAddress ?? '';
    const record: RequestRecord = {
      at: this.world.timers.now(),
      method: request.method ?? '',
      path: url.pathname,
      query: url.search.slice(1),
      ip,
      status: null,
      code: null,
    };
    this.world.stats.requests.push(record);
    const body = await bodyOf(request);
    if (body === undefined || this.gate.isDown(url.pathname)) {
      response.destroy();
      return;
    }
    const mishap = this.gate.mishapOf(url.pathname);
    if (mishap.kind === 'hang') return;
    this.world.timers.after(this.gate.latencyMs(url.pathname), () => {
      const { method, path } = record;
      const asked: RestRequest = { method, path, query: url.searchParams, body, headers: request.headers, ip };
      this.deliver(this.outcomeOf(asked, mishap), response, record);
    });
  }

  private outcomeOf(request: RestRequest, mishap: Mishap): Outcome {
    const isBlocked = this.world.blocks.isBlocked(request.ip, this.world.timers.now());
    if (isBlocked) return { kind: 'html', status: 403 };
    if (mishap.kind === 'edge') return { kind: 'html', status: mishap.status };
    if (mishap.kind === 'html200') return { kind: 'html', status: 200 };
    const envelope = mishap.kind === 'code' ? mishap.envelope : this.router.answer(request);
    return mishap.kind === 'cutBefore' ? { kind: 'cut' } : { kind: 'json', envelope, mishap: mishap.kind };
  }

  private deliver(outcome: Outcome, response: ServerResponse, record: RequestRecord): void {
    if (outcome.kind === 'cut') {
      response.destroy();
      return;
    }
    // The Date header is the only way to learn the time of the exchange: it has no endpoint for it.
    response.setHeader('date', new Date(this.world.now()).toUTCString());
    response.setHeader('server', 'cloudflare');
    if (outcome.kind === 'html') this.sendHtml(outcome.status, response, record);
    else this.sendJson(outcome, response, record);
  }

  private sendJson({ envelope, mishap }: JsonOutcome, response: ServerResponse, record: RequestRecord): void {
    const { faults } = this.world;
    const text = JSON.stringify(oddEnvelope({ ...envelope, data: oddData(envelope.data, faults) }, faults));
    const half = text.slice(0, text.length / 2);
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    if (mishap === 'cutMid') {
      response.setHeader('content-length', Buffer.byteLength(text));
      response.write(half, () => response.destroy());
      return;
    }
    const isBroken = mishap === 'brokenJson';
    record.status = 200;
    record.code = isBroken ? null : envelope.code;
    response.end(isBroken ? half : text);
  }

  private sendHtml(status: number, response: ServerResponse, record: RequestRecord): void {
    const { retryAfterSeconds } = this.world.faults;
    if (status === 429 && retryAfterSeconds > 0) response.setHeader('retry-after', String(retryAfterSeconds));
    record.status = status;
    response.statusCode = status;
    response.setHeader('content-type', 'text/html; charset=UTF-8');
    response.end(
      `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`,
    );
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MAX_BODY) return undefined;
    }
  } catch {
    return undefined; // the client went away
  }
  return Buffer.concat(chunks).toString('utf8');
}
