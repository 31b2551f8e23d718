/**
 * What the real exchange does in the ordinary case: limits, cadences, and a choice where nobody knows. It is fixed when
 * the exchange starts; misbehaviour is in the faults.
 */
export interface Profile {
  /** "Rate limits": requests a second per IP and endpoint (private: per user). */
  readonly requestsPerSecond: number;
  /** "Get Kline": rows of one page at most, and without `limit`. */
  readonly maxRows: number;
  readonly defaultRows: number;
  /** "WebSocket": client frames a second, JSON, ping and pong together; channels of one connection. */
  readonly messagesPerSecond: number;
  readonly maxChannels: number;
  /** A connection must send a JSON ping at least this often; 27 to 81 s were measured. */
  readonly idleMs: number;
  /** How long a connection lives whose first frame was a protocol ping; seen live. */
  readonly protocolPingDeathMs: number;
  /** So many disconnects for too many messages block the IP, for so long (duration not documented). */
  readonly punishmentsToBlock: number;
  readonly blockMs: number;
  /** Push cadences. */
  readonly klineMs: number;
  readonly depthMs: number;
  readonly tickerMs: number;
  readonly priceMs: number;
  readonly tradeMs: number;
  /** From a subscription to its first frame; 0.1–0.6 s were seen. */
  readonly snapshotMs: number;
  /** The first kline frame of a new bar comes up to this long after the boundary. */
  readonly firstFrameDelayMs: number;
  /** "Sign": how far a private call's timestamp may be off; not documented. */
  readonly signatureToleranceMs: number;
  /** Not documented, and not known to be checked. */
  readonly rejectsReusedNonce: boolean;
  /** Not documented; 20015 by analogy with depth. */
  readonly unknownKlineSymbolCode: number;
  /** Not known: whether bars without a trade are left out or flat. */
  readonly skipsQuietBars: boolean;
  /** How much history there is. */
  readonly pastDays: number;
  readonly tradesPerSecond: number;
  readonly volatility: number;
}

export const DEFAULT_PROFILE: Profile = {
  requestsPerSecond: 10,
  maxRows: 200,
  defaultRows: 100,
  messagesPerSecond: 5,
  maxChannels: 300,
  idleMs: 30_000,
  protocolPingDeathMs: 1500,
  punishmentsToBlock: 3,
  blockMs: 60_000,
  klineMs: 500,
  depthMs: 310,
  tickerMs: 1400,
  priceMs: 500,
  tradeMs: 100,
  snapshotMs: 200,
  firstFrameDelayMs: 2000,
  signatureToleranceMs: 30_000,
  rejectsReusedNonce: false,
  unknownKlineSymbolCode: 20015,
  skipsQuietBars: false,
  pastDays: 60,
  tradesPerSecond: 5,
  volatility: 1,
};
