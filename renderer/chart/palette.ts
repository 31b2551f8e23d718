/** Colours of the charts, read from the design tokens, so that style sheets alone decide them. */
export interface Palette {
  readonly text: string;
  readonly grid: string;
  readonly up: string;
  readonly down: string;
  readonly upSoft: string;
  readonly downSoft: string;
  readonly accent: string;
  readonly stop: string;
  readonly target: string;
  readonly trail: string;
  readonly danger: string;
  readonly warn: string;
  /** Colours of the moving averages, shortest first. */
  readonly averages: readonly string[];
  readonly panel: string;
  readonly fontSize: number;
  readonly fontFamily: string;
}

export function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const color = (token: string) => {
    probe.style.color = `var(--${token})`;
    return style.color;
  };
  const palette: Palette = {
    text: color('muted'),
    grid: color('grid'),
    up: color('up'),
    down: color('down'),
    upSoft: color('up-soft'),
    downSoft: color('down-soft'),
    accent: color('accent'),
    stop: color('stop-line'),
    target: color('target-line'),
    trail: color('trail-line'),
    danger: color('danger-text'),
    warn: color('warn-text'),
    averages: [1, 2, 3, 4, 5].map((number) => color(`average-${number}`)),
    panel: color('panel'),
    fontSize: Math.round(Number.parseFloat(style.fontSize) * 0.88),
    fontFamily: style.fontFamily,
  };
  probe.remove();
  return palette;
}
