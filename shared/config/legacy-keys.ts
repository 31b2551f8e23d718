/** Keys of the Python system's strategy files that had no effect there and have none here: accepted with one warning. */
const IGNORED = new Set([
  'meta.author',
  'meta.notes',
  'setups.sweep_invalidation.tp_r_mult',
  'derivatives_gates.enabled',
  'derivatives_gates.extreme_funding_8h',
  'engine.warmup_candles',
]);
const IGNORED_IN_SETUPS = new Set(['entry_band_pct', 'eq_tolerance_pct', 'vwap_target', 'ema_filter', 'ema_period']);

function isIgnored(path: readonly string[]): boolean {
  if (IGNORED.has(path.join('.'))) return true;
  return path.length === 3 && path[0] === 'setups' && IGNORED_IN_SETUPS.has(path[2] ?? '');
}

/** Removes the keys without effect. Returns the rest and the paths that were removed. */
export function dropLegacyKeys(input: unknown): { readonly value: unknown; readonly dropped: readonly string[] } {
  const dropped: string[] = [];
  const visit = (node: unknown, path: readonly string[]): unknown => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
    const kept: [string, unknown][] = [];
    for (const [key, child] of Object.entries(node)) {
      const childPath = [...path, key];
      if (isIgnored(childPath)) dropped.push(childPath.join('.'));
      else kept.push([key, visit(child, childPath)]);
    }
    return Object.fromEntries(kept);
  };
  return { value: visit(input, []), dropped };
}
