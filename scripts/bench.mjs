// npm run bench: the measurements of tests/bench, on the code as it is shipped.
import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { fail } from './project.mjs';

async function main() {
  await bootstrap();
  await ensureBuilt();
  await launch('bench.js', process.argv.slice(2));
}

main().catch(fail);
