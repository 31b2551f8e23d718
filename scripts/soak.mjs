// npm run soak: the long measurements of tests/soak, on the code as it is shipped. Its flags stand in its --help.
import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { fail } from './project.mjs';

async function main() {
  await bootstrap();
  await ensureBuilt();
  await launch('soak.js', process.argv.slice(2));
}

main().catch(fail);
