import {
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  TickMarkType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { minuteTime } from '../format/times.ts';
import { TEXT } from '../text/page.ts';
import type { Palette } from './palette.ts';

/** Options that all charts of the page share. Times are UTC everywhere. */
export function chartOptions(palette: Palette): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: palette.panel },
      textColor: palette.text,
      fontSize: palette.fontSize,
      fontFamily: palette.fontFamily,
      // the footer of the page names TradingView instead
      attributionLogo: false,
    },
    grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderColor: palette.grid },
    timeScale: {
      borderColor: palette.grid,
      timeVisible: true,
      secondsVisible: false,
      tickMarkFormatter: (time: Time, type: TickMarkType) => tickText(milliseconds(time), type),
    },
    localization: { locale: 'en-US', timeFormatter: (time: Time) => `${minuteTime(milliseconds(time))} ${TEXT.utc}` },
  };
}

/** lightweight-charts counts in seconds. */
export function chartTime(ms: number): UTCTimestamp {
  return Math.floor(ms / 1000) as UTCTimestamp;
}

export function milliseconds(time: Time): number {
  return typeof time === 'number' ? time * 1000 : Number.NaN;
}

function tickText(ms: number, type: TickMarkType): string {
  const iso = minuteTime(ms);
  if (type === TickMarkType.Year) return iso.slice(0, 4);
  if (type === TickMarkType.Month) return iso.slice(0, 7);
  if (type === TickMarkType.DayOfMonth) return iso.slice(5, 10);
  return iso.slice(11);
}
