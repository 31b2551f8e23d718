import { z } from 'zod';
import { amount, flag, share } from './switches.ts';

export const MALFORMED_KINDS = ['badJson', 'wrongTypes', 'huge', 'binary', 'notAnObject', 'deep', 'empty'] as const;

/** How WebSocket connections and their frames go wrong. */
export const socketFaults = {
  socketRefused: flag('the upgrade is answered with HTTP 503'),
  socketConnectDelayMs: amount('the upgrade is answered this much later'),
  dropEverySeconds: amount('each connection is dropped at this age'),
  dropCloseCode: amount('close code of such a drop; 0 cuts the TCP connection (1006)'),
  halfOpen: flag(
    'present connections fall silent for good, pongs included, and stay open; new ones too while it is on',
  ),
  halfOpenAfterSeconds: amount('each connection falls silent for good at this age'),
  silentChannels: z
    .array(z.string())
    .default([])
    .describe('channels on which nothing is pushed ("*" all); pongs still come'),
  noPong: flag('pings are not answered'),
  pongAsPong: flag('the answer to a ping has op "pong"'),
  pongDelayMs: amount('pings are answered this much later'),
  serverPingSeconds: amount('the exchange sends a ping of its own this often'),
  subscribeAck: flag('a subscription is acknowledged'),
  floodPerSecond: amount('so many more frames a second on each connection, repeating what it is subscribed to'),
  floodChannel: z.string().default('').describe('the flood repeats this channel only'),
  malformedPerSecond: amount('so many malformed frames a second on each connection'),
  malformedKinds: z
    .array(z.enum(MALFORMED_KINDS))
    .default([...MALFORMED_KINDS])
    .describe('what kinds of malformed frame, in turn'),
  dropFrames: share('a frame is not sent'),
  duplicateFrames: share('a frame is sent twice'),
  reorderFrames: share('a frame is sent after the one that follows it'),
  frameTs: z
    .enum(['now', 'zero', 'backwards', 'future', 'text', 'missing'])
    .default('now')
    .describe('`ts` of frames: 0, 90 s ago, in an hour, as a text, absent'),
  frameTsShare: z.number().min(0).max(1).default(1).describe('how often a frame has that `ts`'),
  dataAsList: flag('`data` of a frame is a list where an object is documented'),
  lateOldBarFrame: z
    .enum(['off', 'beforeNew', 'afterNew'])
    .default('off')
    .describe(
      'a frame of the finished bar comes with a `ts` beyond the boundary, before or after the first of the new bar',
    ),
  missingLastFrame: flag('kline frames of the last second of a bar are not sent'),
};
