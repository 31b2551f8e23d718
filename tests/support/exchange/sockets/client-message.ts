/** What a client may say. Anything else (no JSON, another op) is passed over in silence; the connection stays. */
export type ClientMessage =
  | { readonly op: 'ping'; readonly ping: unknown }
  | { readonly op: 'subscribe' | 'unsubscribe'; readonly channels: readonly ChannelName[] }
  | { readonly op: 'login'; readonly argument: Readonly<Record<string, unknown>> };

export interface ChannelName {
  /** Upper-case; empty where none was given. */
  readonly symbol: string;
  readonly ch: string;
}

/** "WebSocket": ping, subscribe, unsubscribe, login. `channel` is an old name of `ch`; `ts` stands in for `ping` in one client. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  const message = objectOf(parsed(text));
  if (message === undefined) return undefined;
  const { op, args } = message;
  if (op === 'ping') return { op, ping: message.ping ?? message.ts };
  if (!Array.isArray(args)) return undefined;
  if (op === 'login') return { op, argument: objectOf(args[0]) ?? {} };
  if (op !== 'subscribe' && op !== 'unsubscribe') return undefined;
  const channels = args.map(objectOf).flatMap((argument) => {
    const ch = argument?.ch ?? argument?.channel;
    if (typeof ch !== 'string') return [];
    const symbol = typeof argument?.symbol === 'string' ? argument.symbol.toUpperCase() : '';
    return [{ symbol, ch }];
  });
  return { op, channels };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
