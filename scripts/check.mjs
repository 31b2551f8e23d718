// npm run check: every check in order, up to the first that fails. The last line is always the sum of all tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { fail, OUT, projectNode, ROOT } from './project.mjs';

const RESULTS = join(OUT, 'test-results');
const VITEST_REPORT = join(RESULTS, 'vitest.json');
const PLAYWRIGHT_REPORT = join(RESULTS, 'playwright.json');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, run: string[], report?: () => Counts }} Step */

/** @type {Step[]} */
const STEPS = [
  {
    name: 'format and lint',
    run: [
      'node_modules/@biomejs/biome/bin/biome',
      'ci',
      '--error-on-warnings',
      '--config-path=config',
      '--colors=off',
      '.',
    ],
  },
  ...['node', 'web', 'e2e'].map((platform) => ({
    name: `types (${platform})`,
    run: ['node_modules/typescript/bin/tsc', '-p', `config/tsconfig.${platform}.json`],
  })),
  { name: 'build', run: ['scripts/build.mjs'] },
  {
    name: 'unit tests',
    run: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'config/vitest.config.ts'],
    report: vitestCounts,
  },
  {
    name: 'end-to-end tests',
    run: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'config/playwright.config.ts'],
    report: playwrightCounts,
  },
];

/** @returns {Counts} */
function vitestCounts() {
  const report = readJson(VITEST_REPORT);
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** @returns {Counts} */
function playwrightCounts() {
  const stats = readJson(PLAYWRIGHT_REPORT).stats ?? {};
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: stats.skipped ?? 0,
  };
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Step} step */
function isEmpty(step) {
  if (step.report !== playwrightCounts) return false;
  const folder = join(ROOT, 'tests', 'e2e');
  return !existsSync(folder) || !readdirSync(folder).some((file) => file.endsWith('.spec.ts'));
}

async function main() {
  await bootstrap();
  rmSync(RESULTS, { recursive: true, force: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  let isGreen = true;
  for (const step of STEPS) {
    if (isEmpty(step)) {
      console.log(`== ${step.name}: none`);
      continue;
    }
    console.log(`== ${step.name}`);
    const { status } = spawnSync(projectNode(), step.run, { cwd: ROOT, stdio: 'inherit' });
    const counts = step.report?.() ?? { passed: 0, failed: 0, skipped: 0 };
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (status !== 0) {
      // A step that fails without a failing test (lint, types, a crash) counts as one.
      if (counts.failed === 0) total.failed += 1;
      console.log(`== ${step.name}: FAILED`);
      isGreen = false;
      break;
    }
  }
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  process.exitCode = isGreen ? 0 : 1;
}

main().catch(fail);
