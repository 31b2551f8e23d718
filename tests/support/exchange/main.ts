import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { describeFaults } from './faults/faults.ts';
import { DEFAULT_PROFILE } from './profile.ts';
import { type Exchange, startExchange } from './start-exchange.ts';

const DEFAULT_PORT = 8790;

const HELP = `A local exchange that plays Bitunix USDT-M futures, so that the workstation runs without a network.

  --port N              default ${DEFAULT_PORT}; 0 takes any free one
  --seed N              another market
  --price N             price of BTCUSDT at the start
  --speed N             the market's time runs N times faster (so its clock runs away from yours)
  --account key:secret  for signed calls
  --fault name=value    at once; name=value@20 after 20 s; name=value@20+12 after 20 s and for 12 s; may be repeated
  --days N              how much history there is; default ${DEFAULT_PROFILE.pastDays}
  --interactive         takes more name=value from standard input while it runs


Faults, with their defaults:
${describeFaults()}
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      seed: { type: 'string', default: '1' },
      price: { type: 'string' },
      speed: { type: 'string', default: '1' },
      account: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
      days: { type: 'string', default: String(DEFAULT_PROFILE.pastDays) },
      interactive: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const exchange = await startExchange({
    port: numberOf('port', values.port),
    seed: numberOf('seed', values.seed),
    speed: numberOf('speed', values.speed),
    ...(values.price === undefined ? {} : { startPrice: numberOf('price', values.price) }),
    accounts: Object.fromEntries(values.account.map((pair) => pair.split(':', 2))) as Record<string, string>,
    profile: { pastDays: numberOf('days', values.days) },
    log: (line) => console.log(`${new Date().toISOString()} ${line}`),
  });
  try {
    for (const plan of values.fault) exchange.schedule(plan);
  } catch (error) {
    await exchange.close();
    throw error;
  }
  console.log(`REST       ${exchange.restUrl}\nWebSocket  ${exchange.wsUrl}\n`);
  console.log(`LA_BITUNIX_REST_URL=${exchange.restUrl}\nLA_BITUNIX_WS_URL=${exchange.wsUrl}\n`);
  if (values.interactive) listenForFaults(exchange);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Control-C comes twice: from the terminal and from the script that started this one.
      if (!isStopping) stop(exchange);
      isStopping = true;
    });
  }
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) throw new Error(`--${flag} takes a number, not "${text}"`);
  return value;
}

function listenForFaults(exchange: Exchange): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === '') return;
    try {
      exchange.schedule(line);
    } catch (error) {
      console.error((error as Error).message);
    }
  });
}

function stop(exchange: Exchange): void {
  const { stats } = exchange;
  const { path, requests } = stats.busiestEndpoint();
  console.log(
    `\n${stats.requests.length} requests (at most ${requests} in a second, ${path || 'none'}), ` +
      `${stats.connections.length} connections (at most ${stats.busiestConnection()} frames in a second), ` +
      `${stats.punishments.length} punishments`,
  );
  process.stdin.destroy();
  void exchange.close();
}

main().catch((error: unknown) => {
  console.error(`exchange: ${(error as Error).message}`);
  process.exitCode = 1;
});
