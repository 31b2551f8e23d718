import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scheduleFault } from './faults/fault-schedule.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { INSTRUMENTS } from './market/instrument.ts';
import { Market } from './market/market.ts';
import type { ExchangeOptions } from './options.ts';
import { Verifier } from './private/verify.ts';
import { DEFAULT_PROFILE } from './profile.ts';
import { RestServer } from './rest/rest-server.ts';
import { Router } from './rest/router.ts';
import { BlockList } from './sockets/block-list.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { Stats } from './stats.ts';
import { Dice } from './time/dice.ts';
import { machineClock } from './time/exchange-clock.ts';
import { Timers } from './time/timers.ts';
import type { World } from './world.ts';

const MARKET_TICK_MS = 100;

export interface Exchange {
  /** Without a slash at the end. */
  readonly restUrl: string;
  /** End with /public/ and /private/. */
  readonly wsUrl: string;
  readonly privateWsUrl: string;
  /** The truth about BTCUSDT, and about every symbol. */
  readonly market: Market;
  readonly markets: ReadonlyMap<string, Market>;
  /** May be set and reset at any time. */
  readonly faults: Faults;
  readonly stats: Stats;
  /** The time the exchange believes it is, ms UTC. */
  now(): number;
  /** Sets a fault now or later and for a while: `name=value@20+12`. */
  schedule(plan: string): void;
  /** Ends every WebSocket connection, with a close code or (without one) by cutting it. */
  dropConnections(code?: number): void;
  close(): Promise<void>;
}

/** Starts an exchange on loopback that plays Bitunix USDT-M futures. */
export async function startExchange(options: ExchangeOptions = {}): Promise<Exchange> {
  const world = createWorld(options);
  const verifier = new Verifier(world);
  const rest = new RestServer(world, new Router(world, verifier));
  const sockets = new SocketServer(world, verifier);
  const server = createServer((request, response) => {
    rest.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on('upgrade', (request, stream, head) => sockets.upgrade(request, stream, head));
  world.timers.every(MARKET_TICK_MS, () => world.now());
  const host = `127.0.0.1:${await listen(server, options.port ?? 0, world)}`;
  return {
    restUrl: `http://${host}`,
    wsUrl: `ws://${host}/public/`,
    privateWsUrl: `ws://${host}/private/`,
    market: [...world.markets.values()][0] as Market,
    markets: world.markets,
    faults: world.faults,
    stats: world.stats,
    now: () => world.now(),
    schedule: (plan) => scheduleFault(world.timers, world.faults, plan),
    dropConnections: (code) => sockets.dropAll(code),
    close: () =>
      new Promise((resolve) => {
        world.timers.dispose();
        sockets.dropAll();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createWorld(options: ExchangeOptions): World {
  const { clock = machineClock, seed = 1, speed = 1, startPrice, log = () => undefined } = options;
  const profile = { ...DEFAULT_PROFILE, ...options.profile };
  const faults = createFaults(options.faults);
  const timers = new Timers(clock);
  const startedAt = clock.now();
  const time = () => Math.floor(startedAt + (clock.now() - startedAt) * speed + faults.clockOffsetMs);
  const start = time();
  const markets = new Map(
    INSTRUMENTS.map((instrument, stream) => {
      const price = stream === 0 ? startPrice : undefined;
      return [instrument.symbol, new Market({ ...profile, instrument, seed, stream, startPrice: price }, start)];
    }),
  );
  return {
    profile,
    faults,
    timers,
    dice: new Dice(seed),
    stats: new Stats(),
    blocks: new BlockList(profile),
    markets,
    secrets: new Map(Object.entries(options.accounts ?? {})),
    log,
    now: () => {
      const now = time();
      for (const market of markets.values()) market.advanceTo(now);
      return now;
    },
  };
}

function listen(server: Server, port: number, { timers }: World): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      timers.dispose();
      reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
