import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { buildConstants } from '../scripts/vite-targets.mjs';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  define: buildConstants(),
  cacheDir: 'out/.vitest',
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'out/test-results/vitest.json' },
  },
});
