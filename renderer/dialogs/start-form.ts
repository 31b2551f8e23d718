import type { SessionDefaults } from '../../shared/config/session.ts';
import type { RequestInput } from '../../shared/ipc/contract.ts';
import type { WorkstationInfo } from '../../shared/ipc/frames.ts';
import { TEXT } from '../text/page.ts';

/** The Start dialog as it is typed: texts, for a field may hold anything for a while. */
export interface StartForm {
  readonly source: string;
  readonly duration: string;
  readonly speed: string;
  readonly strategy: string;
  readonly seed: string;
  readonly symbol: string;
  readonly interval: string;
  readonly replay: string;
  /** Span of the file that is replayed. */
  readonly from: string;
  readonly to: string;
  /** Its funding rates, when they are charged. */
  readonly fundingFile: string | null;
  readonly breakersOn: boolean;
}

/** The dialog as it opens: the configured defaults, of what there is to choose from. */
export function startForm(info: Pick<WorkstationInfo, 'start' | 'strategies' | 'symbols'> | null): StartForm {
  const { source, strategy, duration_min, speed, symbol, interval, breakers } = info?.start ?? BUILT_IN;
  return {
    source,
    duration: String(duration_min),
    speed: speed === 0 ? TEXT.start.max : String(speed),
    strategy: info?.strategies.includes(strategy) === true ? strategy : BUILT_IN.strategy,
    seed: '',
    symbol: info?.symbols.includes(symbol) === true ? symbol : BUILT_IN.symbol,
    interval: interval === 'auto' ? '' : interval,
    replay: '',
    from: '',
    to: '',
    fundingFile: null,
    breakersOn: breakers,
  };
}

/** While the workstation has not said anything yet. */
const BUILT_IN: SessionDefaults = {
  source: 'mock',
  strategy: 'default',
  duration_min: 0,
  speed: 1,
  symbol: 'BTCUSDT',
  interval: 'auto',
  breakers: true,
};

export type StartInput = RequestInput<'start'>;

const LARGEST_SEED = 4_294_967_295;
const LONGEST_MIN = 525_600;
const FASTEST = 1000;
const SLOWEST = 0.1;

/** The request that the form asks for, or what is wrong with it in words. */
export function readStartForm(form: StartForm): { readonly input: StartInput } | { readonly fault: string } {
  const durationMin = numberIn(form.duration, 0, LONGEST_MIN);
  if (durationMin === undefined) return { fault: TEXT.start.badDuration };
  // the live market has neither
  if (form.source === 'bitunix' && (form.speed !== '1' || form.seed !== ''))
    return readStartForm({ ...form, speed: '1', seed: '' });
  const isMax = form.speed.trim().toLowerCase() === TEXT.start.max || form.speed.trim() === '0';
  const speed = isMax ? 0 : numberIn(form.speed, SLOWEST, FASTEST);
  if (speed === undefined) return { fault: TEXT.start.badSpeed };
  const seed = form.seed.trim() === '' ? null : numberIn(form.seed, 0, LARGEST_SEED);
  if (seed === undefined || (seed !== null && !Number.isInteger(seed))) return { fault: TEXT.start.badSeed };
  const isReplay = form.source === 'replay';
  if (isReplay && form.replay.trim() === '') return { fault: TEXT.start.noReplay };
  return {
    input: {
      source: form.source as StartInput['source'],
      durationMin,
      speed,
      symbol: form.symbol,
      interval: form.interval === '' ? null : form.interval,
      strategy: form.strategy,
      seed,
      replay: isReplay ? form.replay.trim() : null,
      from: isReplay ? form.from.trim() : null,
      to: isReplay ? form.to.trim() : null,
      fundingFile: isReplay ? form.fundingFile : null,
      breakersOn: form.breakersOn,
    },
  };
}

function numberIn(text: string, least: number, most: number): number | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}
