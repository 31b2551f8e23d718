import { type MoneyMeaning, moneyMeaning, withChanges } from '../../shared/config/money-meaning.ts';
import { figure } from '../format/figures.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { changedValues, type Draft } from './draft.ts';

/** One figure of what a configuration means in money. */
export interface MoneyRow {
  readonly name: string;
  /** USDT, as text. */
  readonly value: string;
  /** The figure of the saved configuration where the draft changes it; else empty. */
  readonly before: string;
  readonly hint: string;
}

export interface MoneyView {
  readonly summary: string;
  readonly basis: string;
  readonly first: string;
  readonly rows: readonly MoneyRow[];
}

/** What the draft means in money, with what is saved beside each figure that changes; null where it has no say. */
export function moneyOf(draft: Draft): MoneyView | null {
  const inputs = draft.view.money;
  if (inputs === null) return null;
  const saved = moneyMeaning(inputs);
  const now = moneyMeaning(withChanges(inputs, changedValues(draft)));
  const text = CONFIG_TEXT.money;
  const row = (name: string, pick: (meaning: MoneyMeaning) => number, hint: string): MoneyRow => {
    const value = figure(pick(now));
    const before = figure(pick(saved));
    return { name, value, before: before === value ? '' : before, hint };
  };
  return {
    summary: text.summary(rounded(now.riskPerTrade), rounded(now.dailyLoss)),
    basis: text.basis(rounded(now.equity)),
    first: text.first[now.firstLimit],
    rows: [
      row(
        text.trade,
        ({ riskPerTrade }) => riskPerTrade,
        text.tradeHint(rounded(now.riskWithCosts), rounded(now.ceilingPerTrade)),
      ),
      row(text.day, ({ dailyLoss }) => dailyLoss, dayHint(now)),
      row(text.drawdown, ({ drawdown }) => drawdown, text.drawdownHint),
      row(text.streak, ({ streakLoss }) => streakLoss, text.streakHint(figure(now.losingStreak, 0))),
      row(text.position, ({ largestPosition }) => largestPosition, text.positionHint(String(now.largestQty))),
    ],
  };
}

function dayHint({ dailyLossPct, lossesToDailyLimit: losses }: MoneyMeaning): string {
  const { money: text } = CONFIG_TEXT;
  const pct = figure(dailyLossPct, 1);
  return Number.isFinite(losses) ? text.dayHint(pct, figure(losses, 0)) : text.dayHintNever(pct);
}

/** 100 or 12.50: no places where there is nothing in them. */
function rounded(value: number): string {
  return figure(value).replace(/\.00$/, '');
}
