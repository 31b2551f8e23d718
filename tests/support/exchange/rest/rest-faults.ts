import type { Faults } from '../faults/faults.ts';
import type { World } from '../world.ts';
import { type Envelope, failure } from './envelope.ts';

/** What befalls one request, decided when it arrives. */
export type Mishap =
  | { readonly kind: 'none' | 'hang' | 'cutBefore' | 'cutMid' | 'html200' | 'brokenJson' }
  | { readonly kind: 'edge'; readonly status: 403 | 429 | 503 }
  | { readonly kind: 'code'; readonly envelope: Envelope };

const NONE: Mishap = { kind: 'none' };

type ShareName =
  | 'restHang'
  | 'http403'
  | 'http429'
  | 'http503'
  | 'html200'
  | 'brokenJson'
  | 'cutBeforeReply'
  | 'cutMidReply'
  | 'code1'
  | 'code2'
  | 'code10001'
  | 'code10005'
  | 'code10006';

/** In the order in which they strike. */
const MISHAPS: readonly (readonly [ShareName, Mishap])[] = [
  ['restHang', { kind: 'hang' }],
  ['http403', { kind: 'edge', status: 403 }],
  ['http429', { kind: 'edge', status: 429 }],
  ['http503', { kind: 'edge', status: 503 }],
  ['html200', { kind: 'html200' }],
  ['brokenJson', { kind: 'brokenJson' }],
  ['cutBeforeReply', { kind: 'cutBefore' }],
  ['cutMidReply', { kind: 'cutMid' }],
  ...([1, 2, 10001, 10005, 10006] as const).map(
    (code) => [`code${code}`, { kind: 'code', envelope: failure(code) }] as const,
  ),
];

/** Decides about requests, and counts those hit. */
export class RestFaultGate {
  private readonly world: World;
  private hits = 0;

  constructor(world: World) {
    this.world = world;
  }

  mishapOf(path: string): Mishap {
    const { faults, dice } = this.world;
    if (!path.includes(faults.restFaultPath)) return NONE;
    if (faults.restFaultLimit > 0 && this.hits >= faults.restFaultLimit) return NONE;
    const struck = MISHAPS.find(([name]) => dice.strikes(faults[name]));
    if (struck === undefined) return NONE;
    this.hits++;
    return struck[1];
  }

  isDown(path: string): boolean {
    const { restDown, restFaultPath } = this.world.faults;
    return restDown && path.includes(restFaultPath);
  }

  latencyMs(path: string): number {
    const { restLatencyMs, restLatencyJitterMs, restFaultPath } = this.world.faults;
    if (!path.includes(restFaultPath) || restLatencyMs + restLatencyJitterMs <= 0) return 0;
    return Math.round(restLatencyMs + this.world.dice.uniform(0, restLatencyJitterMs));
  }
}

/** The envelope with the oddities of `codeAsString` and `otherSuccessText`. */
export function oddEnvelope({ code, data, msg }: Envelope, faults: Faults): object {
  const isOther = faults.otherSuccessText && code === 0;
  return {
    code: faults.codeAsString ? String(code) : code,
    data,
    msg: isOther ? 'result.success' : msg,
    ...(isOther ? { success: true } : {}),
  };
}
