import type { Feed, MarketInput, MarketSource } from '../session/ports.ts';

/** A source whose free text is masked before the session records it: what is journaled can never be masked afterwards. */
export function scrubbedSource(source: MarketSource, scrub: (text: string) => string): MarketSource {
  return {
    start: (feed, clock, resume) => source.start(scrubbedFeed(feed, scrub), clock, resume),
    stop: () => source.stop(),
    wake: () => source.wake?.(),
    health: () => source.health?.(),
  };
}

function scrubbedFeed(feed: Feed, scrub: (text: string) => string): Feed {
  return {
    push: (inputs) => feed.push(inputs.some(hasText) ? inputs.map((input) => cleaned(input, scrub)) : inputs),
    end: (reason, by) => feed.end(reason, scrub(by)),
  };
}

function hasText({ kind }: MarketInput): boolean {
  return kind === 'feed' || kind === 'error';
}

function cleaned(input: MarketInput, scrub: (text: string) => string): MarketInput {
  if (input.kind === 'error') return { ...input, what: scrub(input.what) };
  if (input.kind !== 'feed') return input;
  const { event: name, ...fields } = input.event;
  const entries = Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? scrub(value) : value]);
  return { ...input, event: { event: name, ...Object.fromEntries(entries) } as typeof input.event };
}
