import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { averagesOf } from '../../../../shared/averages.ts';
import { type Condition, foldConditions } from '../../../../shared/conditions.ts';
import type { DecisionMade, SessionEvent } from '../../../../shared/events.ts';
import type { Bar, Recorded } from '../../../../shared/session-view.ts';
import { eventHead } from '../reading/event-head.ts';
import { parseFields } from '../reading/fields.ts';
import { Latest } from '../reading/latest.ts';
import { forEachLine } from '../reading/line-reader.ts';
import { Columns } from './columns.ts';
import { candleOf, decisionOf } from './event-line.ts';
import { eventParts } from './event-parts.ts';

/** Most that is kept of each kind; a run that has more shows the latest. */
const KEPT = { fills: 10_000, exits: 5000, others: 1000 } as const;
/** Columns of a decision; the first is the open time of its candle. */
const DECISION = { openTime: 0, at: 1, equity: 2, part: 3, offset: 4, length: 5 } as const;
const BAR_COLUMNS = [0, 1, 2, 3, 4, 5];
/** How the line of a candle ends that came as it closed. */
const LIVE = '"source":"live"}';
/** Decisions read and parsed at once, so that others are answered in between. */
const AT_ONCE = 256;

/**
 * What a page may ask of a run's events: bars, and where each decision stands in which file, in flat arrays of 48 bytes a
 * row; fills, exits and the latest of the other events as they are. A run that still grows is read on from where it was.
 */
export class RunIndex {
  readonly folder: string;
  private readonly bars = new Columns(BAR_COLUMNS.length);
  private readonly decisions = new Columns(Object.keys(DECISION).length);
  private parts: string[] = [];
  private position = 0;
  private extending: Promise<void> = Promise.resolve();
  readonly fills = new Latest<SessionEvent>(KEPT.fills);
  readonly exits = new Latest<SessionEvent>(KEPT.exits);
  /** The latest of everything but candles and decisions. */
  readonly others = new Latest<SessionEvent>(KEPT.others);
  /** What kept the run from trading as usual, oldest first. */
  conditions: readonly Condition[] = [];
  end: SessionEvent | null = null;
  /** Trailing stop of a position that is still open, decimal text. */
  trail: string | null = null;
  total = 0;
  damagedLines = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Open time of the newest bar, ms UTC, and its close; null without bars. */
  get lastBar(): { readonly openTime: number; readonly close: number } | null {
    const row = this.bars.count - 1;
    return row < 0 ? null : { openTime: this.bars.at(row, 0), close: this.bars.at(row, 4) };
  }

  get barCount(): number {
    return this.bars.count;
  }

  get decisionCount(): number {
    return this.decisions.count;
  }

  /** Reads what was added since the last time; one reading at a time. Throws what the file system throws. */
  extend(): Promise<void> {
    this.extending = this.extending.catch(() => undefined).then(() => this.readOn());
    return this.extending;
  }

  /** True when the files are no longer those that were read: rewritten after a crash, or replaced. */
  async isOutdated(): Promise<boolean> {
    const parts = await eventParts(this.folder);
    const isSame = this.parts.every((name, index) => name === parts[index]);
    const last = this.parts.at(-1);
    if (!isSame || last === undefined) return !isSame;
    return (await stat(join(this.folder, last))).size < this.position;
  }

  /** At most `count` bars that opened before `before` (ms UTC), oldest first, with the averages their decisions tell. */
  async barsBefore(before: number, count: number): Promise<Bar[]> {
    const end = this.bars.rowsBefore(before);
    const first = Math.max(0, end - count);
    if (first >= end) return [];
    const averages = await this.averagesBetween(this.bars.at(first, 0), this.bars.at(end - 1, 0));
    const found: Bar[] = [];
    for (let row = first; row < end; row++) {
      const [t = 0, o = 0, h = 0, l = 0, c = 0, v = 0] = BAR_COLUMNS.map((column) => this.bars.at(row, column));
      found.push({ t, o, h, l, c, v, a: averages.get(t) ?? null });
    }
    return found;
  }

  /** Decisions on candles that opened from `from` to before `to` (ms UTC), oldest first; of more than `limit` the latest. */
  decisionsBetween(from: number, to: number, limit: number): Promise<Recorded<DecisionMade>[]> {
    const end = this.decisions.rowsBefore(to);
    return this.readDecisions(Math.max(this.decisions.rowsBefore(from), end - limit), end);
  }

  /** The latest decisions, oldest first. */
  latestDecisions(limit: number): Promise<Recorded<DecisionMade>[]> {
    const { count } = this.decisions;
    return this.readDecisions(Math.max(0, count - limit), count);
  }

  /** Time (ms UTC) and equity (USDT) of each decision, in order. */
  *marks(): Generator<readonly [ts: number, equity: number]> {
    for (let row = 0; row < this.decisions.count; row++) {
      yield [this.decisions.at(row, DECISION.at), this.decisions.at(row, DECISION.equity)];
    }
  }

  /** At most `limit` of the marks, evenly apart, the first and the last among them. */
  thinnedMarks(limit: number): (readonly [ts: number, equity: number])[] {
    const { count } = this.decisions;
    const shown = Math.min(count, limit);
    return Array.from({ length: shown }, (_, index) => {
      const row = shown <= 1 ? 0 : Math.round((index * (count - 1)) / (shown - 1));
      return [this.decisions.at(row, DECISION.at), this.decisions.at(row, DECISION.equity)] as const;
    });
  }

  /** Averages by the open time of their candle, both ends included. */
  private async averagesBetween(from: number, to: number): Promise<ReadonlyMap<number, Bar['a']>> {
    const decisions = await this.readDecisions(this.decisions.rowsBefore(from), this.decisions.rowsBefore(to + 1));
    return new Map(decisions.map((decision) => [decision.open_time, averagesOf(decision)]));
  }

  private async readOn(): Promise<void> {
    const parts = await eventParts(this.folder);
    for (let part = Math.max(0, this.parts.length - 1); part < parts.length; part++) {
      const name = parts[part] ?? '';
      if (part === this.parts.length) {
        this.parts.push(name);
        this.position = 0;
      }
      const { next } = await forEachLine(
        join(this.folder, name),
        (buffer, start, end, offset) => this.line(buffer, start, end, { part, offset }),
        { from: this.position, wholeOnly: true },
      );
      this.position = next;
    }
  }

  private line(buffer: Buffer, start: number, end: number, place: { part: number; offset: number }): void {
    const head = eventHead(buffer, start, end);
    if (head === undefined) {
      this.damagedLines++;
      return;
    }
    this.total++;
    if (head.name === 'CandleProcessed') this.addCandle(buffer.toString('latin1', start, end));
    else if (head.name === 'DecisionMade') this.addDecision(buffer, start, end, { ...place, at: Date.parse(head.at) });
    else this.addEvent(parseFields(buffer.toString('utf8', start, end)) as SessionEvent | undefined);
  }

  private addCandle(line: string): void {
    // a live candle ends conditions and begins none: mostly there is nothing to end
    if (!line.endsWith(LIVE) || this.conditions.some(({ until }) => until === null)) {
      const event = parseFields(line);
      if (event !== undefined) this.foldCondition(event as unknown as SessionEvent);
    }
    this.addBar(candleOf(line));
  }

  private foldCondition(event: SessionEvent): void {
    const last = this.bars.at(this.bars.count - 1, 0);
    this.conditions = foldConditions(this.conditions, event, Number.isNaN(last) ? null : last);
  }

  private addBar(bar: readonly number[] | undefined): void {
    if (bar === undefined) this.damagedLines++;
    else if (!((bar[0] ?? 0) <= this.bars.at(this.bars.count - 1, 0))) this.bars.add(bar);
  }

  private addDecision(
    buffer: Buffer,
    start: number,
    end: number,
    { part, offset, at }: { readonly part: number; readonly offset: number; readonly at: number },
  ): void {
    const decision = decisionOf(buffer, start, end);
    if (decision === undefined || !Number.isFinite(at)) {
      this.damagedLines++;
      return;
    }
    const { openTime, equity } = decision;
    if (openTime <= this.decisions.at(this.decisions.count - 1, DECISION.openTime)) return;
    this.decisions.add([openTime, at, equity, part, offset, end - start]);
  }

  private addEvent(event: SessionEvent | undefined): void {
    if (event === undefined) {
      this.damagedLines++;
      return;
    }
    this.others.add(event);
    this.foldCondition(event);
    switch (event.event) {
      case 'SessionEnd':
        this.end = event;
        break;
      case 'ExecutionFill':
        this.fills.add(event);
        break;
      case 'ExecutionExit':
        this.exits.add(event);
        this.trail = null;
        break;
      case 'TrailActivated':
      case 'TrailMoved':
        this.trail = event.trail;
        break;
      default:
        break;
    }
  }

  private async readDecisions(firstRow: number, endRow: number): Promise<Recorded<DecisionMade>[]> {
    const found: Recorded<DecisionMade>[] = [];
    for (let row = firstRow; row < endRow; ) {
      const part = this.decisions.at(row, DECISION.part);
      let last = row;
      const limit = Math.min(endRow, row + AT_ONCE);
      while (last + 1 < limit && this.decisions.at(last + 1, DECISION.part) === part) last++;
      found.push(...(await this.readStretch(this.parts[part] ?? '', row, last)));
      row = last + 1;
    }
    return found;
  }

  /** Decisions of rows of one part: between them lie only a few other lines, so all is read at once. */
  private async readStretch(name: string, firstRow: number, lastRow: number): Promise<Recorded<DecisionMade>[]> {
    const from = this.decisions.at(firstRow, DECISION.offset);
    const to = this.decisions.at(lastRow, DECISION.offset) + this.decisions.at(lastRow, DECISION.length);
    const bytes = Buffer.alloc(to - from);
    const file = await open(join(this.folder, name));
    try {
      await file.read(bytes, 0, bytes.length, from);
    } finally {
      await file.close();
    }
    const found: Recorded<DecisionMade>[] = [];
    for (let row = firstRow; row <= lastRow; row++) {
      const start = this.decisions.at(row, DECISION.offset) - from;
      const fields = parseFields(bytes.toString('utf8', start, start + this.decisions.at(row, DECISION.length)));
      if (fields?.event === 'DecisionMade') found.push(fields as unknown as Recorded<DecisionMade>);
    }
    return found;
  }
}
