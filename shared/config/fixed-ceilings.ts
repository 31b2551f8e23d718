/** Ceilings that no configuration can loosen (percent of equity per trade, share of leverage in use, orders a minute). */
export const FIXED_CEILINGS = {
  riskPct: 2,
  marginShare: 0.9,
  ordersPerMinute: 10,
  maxNotionalUsdt: 200_000,
  maxQty: 1,
} as const;
