import { describe, expect, it } from 'vitest';
import { signatureOf } from '../support/exchange/private/signature.ts';
import { Verifier } from '../support/exchange/private/verify.ts';
import { DEFAULT_PROFILE } from '../support/exchange/profile.ts';
import type { RestRequest } from '../support/exchange/rest/rest-request.ts';
import { exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';
import { SocketProbe } from '../support/exchange/testing/socket-probe.ts';

interface Caller {
  readonly apiKey: string;
  readonly secret: string;
  readonly nonce: string;
  readonly timestamp: string;
}

interface Vector extends Caller {
  readonly query?: string;
  readonly body?: string;
  readonly sign: string;
}

const PUBLISHED: Caller = {
  apiKey: 'test-api-key',
  secret: 'test-secret-key',
  nonce: '0123456789abcdef0123456789abcdef',
  timestamp: '1790000000000',
};
const OWN: Caller = {
  apiKey: 'demoApiKey0001',
  secret: 'demoSecretKey0001',
  nonce: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  timestamp: '1790000000000',
};

const VECTORS: Readonly<Record<string, Vector>> = {
  'a GET of the vendor': {
    apiKey: '1'.repeat(17),
    secret: '2'.repeat(17),
    nonce: '3'.repeat(17),
    timestamp: '1747104711262',
    query: 'marginCoin=USDT',
    sign: '40e87256554e263e39201a3979469b7fbb640d1c7c41759abf5c6a18f937f922',
  },
  'a GET whose parameters are sorted': {
    ...PUBLISHED,
    query: 'symbol=BTCUSDT&marginCoin=USDT',
    sign: '361713cbdf23d97adf5aa95db7316aa785623d6f6eae910992ab3fc349cb05c4',
  },
  'a POST': {
    ...PUBLISHED,
    body: '{"symbol":"BTCUSDT","side":"BUY","orderType":"LIMIT","qty":"0.001","price":"25000","tradeSide":"OPEN","effect":"GTC","reduceOnly":false}',
    sign: 'c140f5df1d7558be1736e01b3366307acae02f1da6191c7e84979331cfd038a7',
  },
  'a GET with four parameters': {
    ...OWN,
    query: 'symbol=BTCUSDT&limit=100&skip=0&startTime=1789990000000',
    sign: '2657471c2d926138f342bbcb3ec615b20fb75568b03a7fc73ce44d784cfa2a1a',
  },
  'a POST with a compact body': {
    ...OWN,
    body: '{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","orderType":"MARKET","clientId":"c-1"}',
    sign: 'e3031866c5a20ef39c1d8f1cbf20fa2d0ead54ab1e5b50459b761819f690b4be',
  },
  'a POST with spaces, hashed as sent': {
    ...OWN,
    body: '{"symbol": "BTCUSDT", "qty": "0.01", "side": "BUY", "orderType": "MARKET", "clientId": "c-1"}',
    sign: '74c3d4c83244e288bdf258d549799f1ac32f9f6801bf9aaad560d491803fd52d',
  },
  'a GET without parameters': {
    ...OWN,
    sign: '31d7b362492fae60d10a3266d15313660deb78b34a8f749b75e3f460180279b7',
  },
  'a GET with a comma, encoded on the way': {
    ...OWN,
    query: 'symbols=BTCUSDT%2CETHUSDT',
    sign: '84e8327ff5e64972d1bf80f0563639720e45b6caf5c37849154be13631bf68d8',
  },
};

const LOGIN_SIGN = '2cab2364b2ad9fc452ab57809008905c962c70655b36175b7e118f58ed72c9a1';

function verifier({ apiKey, secret }: Caller, now: number, profile = DEFAULT_PROFILE): Verifier {
  return new Verifier({ profile, secrets: new Map([[apiKey, secret]]), now: () => now });
}

function requestOf({ apiKey, nonce, timestamp, query, body, sign }: Vector): RestRequest {
  return {
    method: body === undefined ? 'GET' : 'POST',
    path: '/api/v1/futures/account',
    query: new URLSearchParams(query),
    body: body ?? '',
    headers: { 'api-key': apiKey, nonce, timestamp, sign },
    ip: '127.0.0.1',
  };
}

describe('"Sign"', () => {
  it.each(Object.entries(VECTORS))('accepts %s', (_name, vector) => {
    const now = Number(vector.timestamp);
    expect(verifier(vector, now).call(requestOf(vector))).toEqual({ ok: true, apiKey: vector.apiKey });
    const wrong = requestOf({ ...vector, sign: vector.sign.replace(/.$/, (last) => (last === '0' ? '1' : '0')) });
    expect(verifier(vector, now).call(wrong)).toMatchObject({ ok: false, reply: { code: 10007 } });
  });

  it('gives the documented sample, which has parameters and a body', () => {
    const sign = signatureOf({
      apiKey: 'yourApiKey',
      secret: 'yourSecretKey',
      nonce: '123456',
      timestamp: '20241120123045',
      query: new Map([
        ['uid', '200'],
        ['id', '1'],
      ]),
      body: '{"uid":"2899","arr":[{"id":1,"name":"maple"},{"id":2,"name":"lily"}]}',
    });
    expect(sign).toBe('00397cd1e52c7dce3258067324363b6361fabc9178a0912b330c138db8745655');
  });

  it('refuses a time more than 30 s off, a header called time, an empty nonce, and a nonce twice if told so', () => {
    const vector = VECTORS['a GET without parameters'] as Vector;
    const now = Number(vector.timestamp);
    const codeAt = (time: number, request = requestOf(vector)) => {
      const verdict = verifier(vector, time).call(request);
      return verdict.ok ? 0 : verdict.reply.code;
    };
    expect([-30_001, -30_000, 30_000, 30_001].map((offset) => codeAt(now + offset))).toEqual([10007, 0, 0, 10007]);
    const { timestamp, ...headers } = requestOf(vector).headers;
    expect(codeAt(now, { ...requestOf(vector), headers: { ...headers, time: timestamp } })).toBe(10007);
    expect(codeAt(now, { ...requestOf(vector), headers: { ...headers, timestamp, nonce: '' } })).toBe(10007);
    const strict = verifier(vector, now, { ...DEFAULT_PROFILE, rejectsReusedNonce: true });
    expect([strict.call(requestOf(vector)).ok, strict.call(requestOf(vector)).ok]).toEqual([true, false]);
  });

  it('signs a login with seconds, and takes ms too', () => {
    const login = { apiKey: OWN.apiKey, nonce: OWN.nonce, timestamp: 1_790_000_000, sign: LOGIN_SIGN };
    const inMs = { ...login, timestamp: 1_790_000_000_000, sign: (VECTORS['a GET without parameters'] as Vector).sign };
    const { apiKey } = OWN;
    const check = verifier(OWN, 1_790_000_000_000);
    expect(check.login(login)).toBe(apiKey);
    expect(check.login(inMs)).toBe(apiKey);
    expect(check.login({ ...login, sign: inMs.sign })).toBeUndefined();
    expect(check.login({ ...login, apiKey: 'another' })).toBeUndefined();
    expect(verifier(OWN, 1_790_000_031_000).login(login)).toBeUndefined();
  });
});

describe('private endpoints', () => {
  const headersAt = (now: number, query: readonly (readonly [string, string])[]) => {
    const timestamp = String(now);
    const { apiKey, secret, nonce } = OWN;
    return { 'api-key': apiKey, nonce, timestamp, sign: signatureOf({ apiKey, secret, nonce, timestamp, query }) };
  };

  it('answer who signs, 10003 without a key, 10007 for a wrong sign, 10006 beyond 10 a second', async () => {
    const exchange = await exchangeUnderTest({ accounts: { [OWN.apiKey]: OWN.secret } });
    const headers = headersAt(START, [['marginCoin', 'USDT']]);
    const code = async (given: Readonly<Record<string, string>>) =>
      (await exchange.get('/account?marginCoin=USDT', given)).body.code;
    expect(await code({})).toBe(10003);
    expect(await code({ ...headers, 'api-key': 'nobody' })).toBe(10003);
    expect(await code({ ...headers, sign: headers.sign.toUpperCase() })).toBe(10007);
    expect(await code(headersAt(START - 31_000, [['marginCoin', 'USDT']]))).toBe(10007);
    const codes = await Promise.all(Array.from({ length: 11 }, () => code(headers)));
    expect(codes.sort()).toEqual([...Array(10).fill(0), 10006]);
  });

  it('let a client log in by WebSocket', async () => {
    const exchange = await exchangeUnderTest({ accounts: { [OWN.apiKey]: OWN.secret } });
    const probe = await SocketProbe.open(exchange.privateWsUrl);
    const { apiKey, secret, nonce } = OWN;
    const timestamp = Math.floor(START / 1000);
    const sign = signatureOf({ apiKey, secret, nonce, timestamp: String(timestamp) });
    const isLogin = (frame: { json: Readonly<Record<string, unknown>> }) => frame.json.op === 'login';
    probe.send({ op: 'login', args: [{ apiKey, timestamp, nonce, sign: 'wrong' }] });
    expect((await probe.next(isLogin)).json.data).toMatchObject({ result: false });
    probe.send({ op: 'login', args: [{ apiKey, timestamp, nonce, sign }] });
    expect((await probe.next(isLogin)).json).toEqual({ op: 'login', data: { result: true } });
    probe.send({ op: 'subscribe', args: [{ ch: 'balance' }, { ch: 'order' }] });
    expect(await probe.untilPong()).toEqual([]);
    probe.end();
  });
});
