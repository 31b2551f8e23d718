// npm start: the workstation.
import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { fail } from './project.mjs';

async function main() {
  await bootstrap();
  await ensureBuilt();
  await launch('la.js', ['serve', ...process.argv.slice(2)]);
}

main().catch(fail);
