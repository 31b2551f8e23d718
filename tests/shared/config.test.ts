import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeIssue } from '../../shared/config/describe-issue.ts';
import { exchangeSchema } from '../../shared/config/exchange.ts';
import { dropLegacyKeys } from '../../shared/config/legacy-keys.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { strategySchema } from '../../shared/config/strategy.ts';

const shipped = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../config/${path}`, import.meta.url), 'utf8'));
const strategy = (name: string) => strategySchema.parse(shipped(`strategies/${name}.json`));

/** What a user is told about a strategy file, empty when it is sound. */
function fault(file: unknown): string {
  const result = strategySchema.safeParse(file);
  return result.success ? '' : describeIssue(result.error, file);
}

describe('5 a strategy is a file validated by schema', () => {
  it.each([
    [{ risk: { risk_pct: 50 } }, 'risk.risk_pct: must be at most 10 (found 50)'],
    [{ risk: { risk_pct: 0 } }, 'risk.risk_pct: must be at least 0.01 (found 0)'],
    [{ risk: { risk_pct: '1' } }, 'risk.risk_pct: must be a number (found "1")'],
    [{ risk: { risk_percent: 1 } }, 'risk.risk_percent: unknown key'],
    [{ rsik: {} }, 'rsik: unknown key'],
    [{ engine: { cooldown_bars: 2.5 } }, 'engine.cooldown_bars: must be a whole number (found 2.5)'],
    [{ setups: { pullback_ribbon: { enabled: 1 } } }, 'setups.pullback_ribbon.enabled: must be a boolean (found 1)'],
    [{ execution: { take_profit: 'stop' } }, 'execution.take_profit: must be one of market, limit (found "stop")'],
    [{ setups: { sma_crossover: { fast: 30 } } }, 'setups.sma_crossover.fast: must be below slow (found 30)'],
    [{ engine: { min_history_bars: 501 } }, 'engine.min_history_bars: must not exceed max_history_bars (found 501)'],
    ['text', 'the file: must be an object (found "text")'],
  ])('%j: %s', (file, message) => {
    expect(fault(file)).toBe(message);
  });

  it('an empty file is the defaults, with every setup off', () => {
    const { setups, ...rest } = strategySchema.parse({});
    const { setups: _, meta, ...shape } = strategy('default');
    expect(rest).toEqual({ ...shape, meta: { name: 'Unnamed', timeframe: meta.timeframe } });
    expect(Object.values(setups).map(({ enabled }) => enabled)).toEqual([false, false, false]);
  });

  it('a setup that is named is on unless it says otherwise', () => {
    const { setups } = strategySchema.parse({ setups: { sweep_invalidation: {} } });
    expect([setups.sweep_invalidation.enabled, setups.pullback_ribbon.enabled]).toEqual([true, false]);
  });
});

describe('5 the shipped files', () => {
  it('default is the shape of the specification', () => {
    expect(strategy('default')).toEqual({
      meta: { name: 'Default', timeframe: '1m' },
      engine: {
        min_history_bars: 100,
        max_history_bars: 500,
        pending_trigger_max_bars: 24,
        derivatives_refresh_bars: 6,
        cooldown_bars: 5,
        max_bars_open: 50,
      },
      derivatives_gates: { no_trade_funding_8h: 0.05, half_size_funding_8h: 0.03 },
      setups: {
        pullback_ribbon: { enabled: true, stop_atr_mult: 1.5, tp_r_mult: 2 },
        sweep_invalidation: {
          enabled: true,
          lookback_bars: 10,
          stop_atr_mult: 0.5,
          min_vol_ratio: 0.5,
          require_cvd_confirm: false,
        },
        sma_crossover: {
          enabled: false,
          fast: 10,
          slow: 30,
          confirmation_bars: 2,
          volatility_threshold: 0.0005,
          stop_atr_mult: 1.5,
          tp_r_mult: 2,
        },
      },
      risk: { equity: 10_000, risk_pct: 1, rr_min: 1.5, max_cost_r: 1, max_leverage: 20 },
      cvd: { enabled: true, lookback: 20 },
      execution: {
        slip_bps: 0.5,
        half_spread_bps: 5,
        liquidity_share: 0.1,
        liquidity_usd: 100_000,
        take_profit: 'market',
        trail_activate_r: 0.5,
        trail_distance_r: 1.5,
      },
    });
  });

  it('sma_crossover is setup 3 only', () => {
    const base = strategy('default');
    const { pullback_ribbon: first, sweep_invalidation: second, sma_crossover: third } = base.setups;
    expect({ ...strategy('sma_crossover'), meta: base.meta }).toEqual({
      ...base,
      setups: {
        pullback_ribbon: { ...first, enabled: false },
        sweep_invalidation: { ...second, enabled: false },
        sma_crossover: { ...third, enabled: true },
      },
    });
  });

  it('11.11 scalp_1m_sweep differs from default in what the rule names', () => {
    const base = strategy('default');
    expect({ ...strategy('scalp_1m_sweep'), meta: base.meta }).toEqual({
      ...base,
      setups: {
        ...base.setups,
        pullback_ribbon: { ...base.setups.pullback_ribbon, enabled: false },
        sweep_invalidation: {
          enabled: true,
          lookback_bars: 15,
          stop_atr_mult: 0.6,
          min_vol_ratio: 0.6,
          require_cvd_confirm: true,
        },
      },
      risk: { ...base.risk, rr_min: 2, risk_pct: 0.5 },
    });
  });

  it('risk limits and exchange are those of the specification', () => {
    expect(riskSchema.parse(shipped('risk.json'))).toEqual(riskSchema.parse({}));
    expect(riskSchema.parse({})).toEqual({
      max_notional_usdt: 200_000,
      max_qty: 1,
      max_daily_loss_usd: { paper: 500, live: 50 },
      max_drawdown_pct: 5,
      max_losing_streak: 5,
    });
    expect(exchangeSchema.parse(shipped('exchanges/bitunix.json'))).toMatchObject({
      fees: { maker: 0.0002, taker: 0.0006 },
      instruments: { BTCUSDT: { tick_size: '0.1', lot_size: '0.0001', min_qty: '0.0001', min_notional: '5' } },
    });
  });
});

describe('12.17 keys of the Python system without effect', () => {
  it('are dropped and named, the rest loads unchanged', () => {
    const old = {
      meta: { name: 'Old', author: 'A', notes: 'n' },
      setups: {
        sweep_invalidation: { enabled: true, tp_r_mult: 2, eq_tolerance_pct: 1, vwap_target: true },
        pullback_ribbon: { entry_band_pct: 0.1, tp_r_mult: 3, ema_filter: true, ema_period: 9 },
      },
      derivatives_gates: { enabled: true, extreme_funding_8h: 0.1, no_trade_funding_8h: 0.04 },
      engine: { warmup_candles: 50 },
    };
    const { value, dropped } = dropLegacyKeys(old);
    expect(dropped).toEqual([
      'meta.author',
      'meta.notes',
      'setups.sweep_invalidation.tp_r_mult',
      'setups.sweep_invalidation.eq_tolerance_pct',
      'setups.sweep_invalidation.vwap_target',
      'setups.pullback_ribbon.entry_band_pct',
      'setups.pullback_ribbon.ema_filter',
      'setups.pullback_ribbon.ema_period',
      'derivatives_gates.enabled',
      'derivatives_gates.extreme_funding_8h',
      'engine.warmup_candles',
    ]);
    expect(fault(value)).toBe('');
    expect(strategySchema.parse(value).setups.pullback_ribbon.tp_r_mult).toBe(3);
    expect(fault(old)).toContain('unknown key');
  });

  it('anything else stays an error', () => {
    expect(dropLegacyKeys({ risk: { author: 'A' }, list: [1] })).toEqual({
      value: { risk: { author: 'A' }, list: [1] },
      dropped: [],
    });
  });
});
