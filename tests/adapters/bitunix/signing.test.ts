import { describe, expect, it } from 'vitest';
import { signLogin, signRest } from '../../../main/adapters/bitunix/signing.ts';

/** Vectors V1–V9 of the fact sheet; V1–V3 were published by others. */

const REPEATED = {
  keys: { apiKey: '1'.repeat(17), secretKey: '2'.repeat(17) },
  moment: { nonce: '3'.repeat(17), timestamp: '1747104711262' },
};
const PUBLISHED = {
  keys: { apiKey: 'test-api-key', secretKey: 'test-secret-key' },
  moment: { nonce: '0123456789abcdef0123456789abcdef', timestamp: '1790000000000' },
};
const DOCUMENTED = {
  keys: { apiKey: 'yourApiKey', secretKey: 'yourSecretKey' },
  moment: { nonce: '123456', timestamp: '20241120123045' },
};
const OWN = {
  keys: { apiKey: 'demoApiKey0001', secretKey: 'demoSecretKey0001' },
  moment: { nonce: 'a1b2c3d4e5f60718293a4b5c6d7e8f90', timestamp: '1790000000000' },
};

const ORDER =
  '{"symbol":"BTCUSDT","side":"BUY","orderType":"LIMIT","qty":"0.001","price":"25000","tradeSide":"OPEN","effect":"GTC","reduceOnly":false}';
const UIDS = '{"uid":"2899","arr":[{"id":1,"name":"maple"},{"id":2,"name":"lily"}]}';
const MARKET = '{"symbol":"BTCUSDT","qty":"0.01","side":"BUY","orderType":"MARKET","clientId":"c-1"}';

describe('REST signature', () => {
  it.each([
    [
      'V1',
      REPEATED,
      { query: { marginCoin: 'USDT' } },
      '40e87256554e263e39201a3979469b7fbb640d1c7c41759abf5c6a18f937f922',
    ],
    [
      'V2',
      PUBLISHED,
      { query: { symbol: 'BTCUSDT', marginCoin: 'USDT' } },
      '361713cbdf23d97adf5aa95db7316aa785623d6f6eae910992ab3fc349cb05c4',
    ],
    ['V3', PUBLISHED, { body: ORDER }, 'c140f5df1d7558be1736e01b3366307acae02f1da6191c7e84979331cfd038a7'],
    [
      'V4',
      DOCUMENTED,
      { query: { uid: '200', id: '1' }, body: UIDS },
      '00397cd1e52c7dce3258067324363b6361fabc9178a0912b330c138db8745655',
    ],
    [
      'V5',
      OWN,
      { query: { symbol: 'BTCUSDT', limit: '100', skip: '0', startTime: '1789990000000' } },
      '2657471c2d926138f342bbcb3ec615b20fb75568b03a7fc73ce44d784cfa2a1a',
    ],
    ['V6', OWN, { body: MARKET }, 'e3031866c5a20ef39c1d8f1cbf20fa2d0ead54ab1e5b50459b761819f690b4be'],
    [
      'V6b',
      OWN,
      { body: MARKET.replaceAll(':', ': ').replaceAll(',', ', ') },
      '74c3d4c83244e288bdf258d549799f1ac32f9f6801bf9aaad560d491803fd52d',
    ],
    ['V7', OWN, {}, '31d7b362492fae60d10a3266d15313660deb78b34a8f749b75e3f460180279b7'],
    [
      'V8',
      OWN,
      { query: { symbols: 'BTCUSDT,ETHUSDT' } },
      '84e8327ff5e64972d1bf80f0563639720e45b6caf5c37849154be13631bf68d8',
    ],
  ])('%s', (_name, { keys, moment }, request, expected) => {
    expect(signRest(keys, moment, request)).toBe(expected);
  });

  it('leaves out parameters without a value', () => {
    const { keys, moment } = PUBLISHED;
    const query = { symbol: 'BTCUSDT', marginCoin: 'USDT', empty: '' };
    expect(signRest(keys, moment, { query })).toBe('361713cbdf23d97adf5aa95db7316aa785623d6f6eae910992ab3fc349cb05c4');
  });
});

describe('WebSocket login signature', () => {
  it('V9', () => {
    const moment = { ...OWN.moment, timestamp: '1790000000' };
    expect(signLogin(OWN.keys, moment)).toBe('2cab2364b2ad9fc452ab57809008905c962c70655b36175b7e118f58ed72c9a1');
  });
});
