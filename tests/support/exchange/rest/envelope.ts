/** Every answer is HTTP 200 with this; `code` 0 is success ("Error Code", and seen live for unknown paths). */
export interface Envelope {
  readonly code: number;
  readonly data: unknown;
  readonly msg: string;
}

/** Texts as seen live or documented. */
const MESSAGES: Readonly<Record<number, string>> = {
  1: 'Network Error',
  2: 'System error',
  404: 'Not Found',
  10001: 'Network Error',
  10002: 'Parameter Error',
  10003: 'api-key missing',
  10005: 'Too many requests, please try again later',
  10006: 'Request too frequently',
  10007: 'Sign signature error',
  20015: 'this Futures is not allowed to trade.',
};

export function success(data: unknown): Envelope {
  return { code: 0, data, msg: 'Success' };
}

export function failure(code: number, msg = MESSAGES[code] ?? `error ${code}`): Envelope {
  return { code, data: null, msg };
}

/** A required parameter is not there: code 1, as seen for depth without symbol. */
export function missingParameter(): Envelope {
  return failure(1);
}

/** Code 10008, worded as seen for `limit=20` of depth. */
export function noAlternative(value: string, alternatives: readonly string[]): Envelope {
  return failure(10008, `Parameter ${value} does not match, alternative value ${JSON.stringify(alternatives)}.`);
}
