/** Keys of an account at the exchange, made there by its owner. Never logged, never told to a page. */
export interface ExchangeKeys {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** What the exchange says of an account; amounts as decimal text. */
export interface ExchangeAccount {
  readonly marginCoin: string;
  /** May be negative. */
  readonly available: string;
  readonly positionMode: string;
}
