import { figure, toNumber, withUnit } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { Gauge } from './gauge.tsx';
import { isTripped } from './session-facts.ts';

const { breaker: text } = TEXT;

/** Each limit of the circuit breaker: how far it is, and what happens there. */
export function BreakerPanel() {
  const limits = useWorkstation((state) => state.limits);
  const figures = useWorkstation((state) => state.session?.breaker ?? null);
  const tripped = useWorkstation(isTripped);
  const state = tripped ? text.isTripped : limits === null ? '' : limits.is_on ? text.on : text.isOff;
  const isWatched = limits?.is_on === true;
  const maxLoss = toNumber(limits?.max_daily_loss);
  return (
    <section className="panel breaker" aria-labelledby="breaker-heading">
      <div className="panel-head">
        <h2 id="breaker-heading">{text.heading}</h2>
        <span className={tripped ? 'side-tag danger' : 'muted'}>{state}</span>
      </div>
      <Gauge
        name={text.drawdown}
        value={figures?.drawdown_pct}
        limit={limits?.max_drawdown_pct}
        shown={withUnit(figure(figures?.drawdown_pct), '%')}
        shownLimit={withUnit(figure(limits?.max_drawdown_pct, 1), '%')}
        effect={isWatched ? text.effects.drawdown(`${figure(limits.max_drawdown_pct, 1)} %`) : null}
      />
      <Gauge
        name={text.streak}
        value={figures?.losing_streak}
        limit={limits?.max_losing_streak}
        shown={figure(figures?.losing_streak, 0)}
        shownLimit={figure(limits?.max_losing_streak, 0)}
        effect={isWatched ? text.effects.streak(figure(limits.max_losing_streak, 0)) : null}
      />
      <Gauge
        name={text.daily}
        value={toNumber(figures?.daily_loss)}
        limit={maxLoss}
        shown={figure(figures?.daily_loss)}
        shownLimit={withUnit(figure(maxLoss, 0), text.dailyUnit)}
        effect={isWatched ? text.effects.daily(`${figure(maxLoss, 0)} ${text.dailyUnit}`) : null}
      />
      {limits === null && <p className="gauge-effect">{text.effects.unknown}</p>}
      {limits !== null && !limits.is_on && <p className="warn-note">{text.off}</p>}
    </section>
  );
}
