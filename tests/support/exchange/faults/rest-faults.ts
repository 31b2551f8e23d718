import { z } from 'zod';
import { amount, flag, share } from './switches.ts';

/** How requests fail on their way: network, edge (Cloudflare), and error codes of the exchange itself. */
export const restFaults = {
  restDown: flag('every request is cut without an answer'),
  restHang: share('the request is never answered'),
  restLatencyMs: amount('every answer comes this much later'),
  restLatencyJitterMs: amount('and up to this much later still'),
  cutBeforeReply: share('the request takes effect, then the connection is cut'),
  cutMidReply: share('the connection is cut in the middle of the answer'),
  http429: share('HTTP 429 from the edge, HTML'),
  retryAfterSeconds: amount('the 429 carries a Retry-After of so many seconds'),
  http403: share('HTTP 403 from the edge, HTML'),
  http503: share('HTTP 503 from the edge, HTML'),
  html200: share('HTTP 200 with HTML instead of JSON'),
  brokenJson: share('HTTP 200 with JSON that ends in the middle'),
  code1: share('code 1 "Network Error"'),
  code2: share('code 2 "System error"'),
  code10001: share('code 10001 "Network Error"'),
  code10005: share('code 10005 "Too many requests, please try again later"'),
  code10006: share('code 10006 "Request too frequently"'),
  restFaultPath: z.string().default('').describe('the faults above strike only paths that contain this text'),
  restFaultLimit: amount('the shares above strike so many requests in all, then none; 0 is no limit'),
};
