import { CONFIG_TEXT } from '../text/config.ts';
import { useDraft } from './config-context.tsx';
import { moneyOf } from './money-rows.ts';

/** What the draft means in money, while it is typed. */
export function MoneyPanel() {
  const draft = useDraft();
  const text = CONFIG_TEXT.money;
  const money = draft === undefined ? null : moneyOf(draft);
  const hasSay = draft !== undefined && (draft.view.id === 'risk' || draft.view.id.startsWith('strategies/'));
  return (
    <section className="panel config-money" aria-labelledby="config-money">
      <h2 id="config-money">{text.heading}</h2>
      {money === null ? (
        <p className="hint">{hasSay ? text.unknown : text.none}</p>
      ) : (
        <>
          <p className="config-summary">{money.summary}</p>
          <p className="hint">
            {money.basis} {draft?.view.id === 'risk' && text.otherStrategy}
          </p>
          <dl>
            {money.rows.map(({ name, value, before, hint }) => (
              <div key={name} className={before === '' ? 'money-row' : 'money-row changed'}>
                <dt>{name}</dt>
                <dd>
                  {before !== '' && <span className="muted">{before} → </span>}
                  <strong>{value}</strong> USDT
                </dd>
                <dd className="hint">{hint}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">{money.first}</p>
        </>
      )}
    </section>
  );
}
