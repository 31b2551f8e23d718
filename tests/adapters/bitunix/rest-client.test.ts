import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExchangeClock } from '../../../main/adapters/bitunix/exchange-clock.ts';
import { ExchangeError } from '../../../main/adapters/bitunix/exchange-error.ts';
import { RateLimiter } from '../../../main/adapters/bitunix/rate-limiter.ts';
import { Random } from '../../../shared/random.ts';
import { ManualTimers, START } from './support/manual-timers.ts';
import { type Answer, ok, outcomeOf, refusal, reply, scriptedRest } from './support/scripted-rest.ts';

const identity = (data: unknown) => data;
const down: Answer = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));

describe('envelope', () => {
  it.each([
    ['a number as code', '{"code":0,"data":7,"msg":"Success"}'],
    ['a text as code, another msg, a key more', '{"code":"0","data":7,"msg":"result.success","success":true}'],
    ['no msg', '{"code":0,"data":7}'],
  ])('is read with %s', async (_what, body) => {
    const { rest } = scriptedRest(() => reply(body));
    await expect(rest.get('/a', {}, identity)).resolves.toBe(7);
  });

  it('sends commas as they are and leaves out empty parameters', async () => {
    const { rest, requests } = scriptedRest(() => ok(null));
    await rest.get('/a', { symbols: 'A,B', endTime: undefined, text: '' }, identity);
    expect(requests[0]?.url.href).toBe('https://exchange.test/a?symbols=A,B');
  });
});

describe('retries', () => {
  it.each([
    [10002, 'fatal'],
    [10008, 'fatal'],
    [20015, 'fatal'],
    [404, 'fatal'],
    [10007, 'auth'],
    [10003, 'auth'],
  ])('never repeats what is answered with code %i', async (code, kind) => {
    const { rest, requests, timers } = scriptedRest(() => refusal(code));
    const outcome = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(60_000);
    expect(outcome.error).toMatchObject({ kind, code });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    ['a cut connection', down, 'transient'],
    ['code 2', () => refusal(2, 'System error'), 'transient'],
    ['code 10001', () => refusal(10001), 'transient'],
    ['HTML with 503', () => reply('<html>', 503), 'transient'],
    ['HTML with 403', () => reply('<html>', 403), 'transient'],
    ['half a JSON', () => reply('{"code":0,"da'), 'transient'],
    ['code 10006', () => refusal(10006), 'rate_limit'],
    ['HTTP 429', () => reply('<html>', 429), 'rate_limit'],
  ])('repeats after %s, 0.5, 1 and 2 s later', async (_what, answer, kind) => {
    const { rest, requests, timers } = scriptedRest(answer);
    const outcome = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(60_000);
    expect(outcome.error).toBeInstanceOf(ExchangeError);
    expect(outcome.error).toMatchObject({ kind });
    const gaps = requests.map(({ at }, index) => at - (requests[index - 1]?.at ?? at)).slice(1);
    const slow = kind === 'rate_limit' ? [1000, 1000, 2000] : [500, 1000, 2000];
    expect(gaps).toEqual(slow);
  });

  it('waits as long as the exchange asks', async () => {
    const { rest, requests, timers } = scriptedRest(() =>
      requests.length === 1 ? reply('<html>', 429, { retryAfter: '7' }) : ok(1),
    );
    const outcome = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(8000);
    expect(outcome.value).toBe(1);
    expect(requests.map(({ at }) => at - START)).toEqual([0, 7000]);
  });

  it('gives a request five seconds, and names the cause', async () => {
    const { rest, timers } = scriptedRest(() => new Promise(() => undefined));
    const stuck = outcomeOf(rest.get('/a', {}, identity, 1));
    await timers.advance(4999);
    expect(stuck.isDone).toBe(false);
    await timers.advance(1);
    expect(stuck.error).toMatchObject({ kind: 'transient', message: '/a: no answer within 5 s' });
    const failed = scriptedRest(down);
    const outcome = outcomeOf(failed.rest.get('/a', {}, identity, 1));
    await failed.timers.advance(1);
    expect(outcome.error).toMatchObject({ message: '/a: connect ECONNREFUSED' });
  });

  it('ends at once when everything is given up', async () => {
    const { rest, requests, timers, abort } = scriptedRest(down);
    const outcome = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(100);
    abort.abort();
    await timers.advance(0);
    expect(outcome.error).toMatchObject({ kind: 'aborted' });
    expect(requests).toHaveLength(1);
  });
});

describe('circuit breaker', () => {
  it('opens after five failures, lets one request try after 30 s, and closes when it succeeds', async () => {
    let isDown = true;
    const { rest, requests, timers } = scriptedRest((url) => (isDown ? down(url) : ok(1)));
    const first = outcomeOf(rest.get('/a', {}, identity, 5));
    await timers.advance(10_000);
    expect(first.error).toMatchObject({ kind: 'transient' });
    expect(requests).toHaveLength(5);
    const openedAt = requests[4]?.at ?? 0;

    const refused = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(1000);
    expect(refused.error).toMatchObject({ kind: 'refused' });
    expect(rest.isCutOff).toBe(true);

    await timers.advance(openedAt + 30_000 - timers.now());
    const probes = [outcomeOf(rest.get('/a', {}, identity, 1)), outcomeOf(rest.get('/a', {}, identity, 1))];
    await timers.advance(1000);
    expect(requests).toHaveLength(6);
    expect(probes.map(({ error }) => (error as ExchangeError).kind).sort()).toEqual(['refused', 'transient']);

    isDown = false;
    await timers.advance(30_000);
    const last = outcomeOf(rest.get('/a', {}, identity));
    await timers.advance(1000);
    expect(last.value).toBe(1);
    expect(rest.isCutOff).toBe(false);
  });

  it('judges each endpoint by itself, and counts refusals as answers', async () => {
    const { rest, timers } = scriptedRest((url) => (url.pathname === '/down' ? down(url) : refusal(20015)));
    outcomeOf(rest.get('/down', {}, identity, 5));
    for (let index = 0; index < 10; index++) outcomeOf(rest.get('/answers', {}, identity));
    await timers.advance(20_000);
    const outcome = outcomeOf(rest.get('/answers', {}, identity));
    await timers.advance(1000);
    expect(outcome.error).toMatchObject({ kind: 'fatal', code: 20015 });
  });
});

describe('rate limiter', () => {
  it('admits at most 8 in any second per endpoint, first come first served', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }), async (pauses) => {
        const timers = new ManualTimers();
        const limiter = new RateLimiter(timers);
        const admitted: { readonly index: number; readonly at: number }[] = [];
        for (const [index, pause] of pauses.entries()) {
          void limiter.take('/a').then(() => admitted.push({ index, at: timers.now() }));
          await timers.advance(pause);
        }
        await timers.advance(10_000);
        expect(admitted.map(({ index }) => index)).toEqual(pauses.map((_, index) => index));
        for (const [index, { at }] of admitted.entries()) {
          expect(at - (admitted[index - 8]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1000);
        }
      }),
    );
  });

  it('does not let one endpoint wait for another', async () => {
    const timers = new ManualTimers();
    const limiter = new RateLimiter(timers);
    await limiter.take('/a');
    await limiter.take('/b');
    expect(timers.now()).toBe(START);
  });
});

describe('exchange clock', () => {
  it('narrows the offset down by Date headers, and follows pushes once there are enough', async () => {
    const date = new Date(START + 90_000).toUTCString();
    const { rest, clock, timers } = scriptedRest(() => reply('{"code":0}', 200, { date }));
    expect(clock.offsetMs).toBeNull();
    await rest.get('/a', {}, identity);
    expect(clock.offsetMs).toBe(90_500);
    expect(clock.now()).toBe(START + 90_500);
    for (let push = 0; push < 31; push++) {
      clock.notePush(timers.now() + 90_200 + (push % 10 === 0 ? 3_600_000 : 0));
      await timers.advance(100);
    }
    expect(clock.now()).toBe(timers.now() + 90_200);
  });

  it('is not moved by pushes from the future or the past while a third of them are', async () => {
    const timers = new ManualTimers();
    const clock = new ExchangeClock(timers);
    clock.noteDate(new Date(START).toUTCString(), START, START);
    const random = new Random(1);
    for (let push = 0; push < 20_000; push++) {
      await timers.advance(100);
      const die = random.uniform(0, 1);
      clock.notePush(timers.now() + (die < 0.2 ? 3_600_000 : die < 0.33 ? -90_000 : 0));
      expect(Math.abs(clock.now() - timers.now())).toBeLessThan(1000);
    }
  });

  it('believes a new Date that contradicts the old ones, as after sleep', async () => {
    let date = START;
    const { rest, clock, timers } = scriptedRest(() =>
      reply('{"code":0}', 200, { date: new Date(date).toUTCString() }),
    );
    await rest.get('/a', {}, identity);
    date += 3_600_000;
    await timers.advance(1000);
    await rest.get('/a', {}, identity);
    expect(clock.offsetMs).toBeGreaterThan(3_598_000);
  });
});
