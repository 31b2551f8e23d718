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
    // Real processes and sockets on a shared machine: a hosted run may be disturbed once, not twice.
    retry: process.env.CI === undefined ? 0 : 1,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'out/test-results/vitest.json' },
  },
});
