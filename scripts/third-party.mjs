// Names the packages of others that are shipped, each with the text of its licence: those the page is made of, which the
// build reports, and those that are installed beside the program.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

/** @typedef {{ name: string, version: string, identifier?: string, text?: string }} ShippedPackage */

/** In out/, and beside the program on every system. */
export const THIRD_PARTY_FILE = 'third-party-licenses.txt';

const HEAD = `Laptop Agents is MIT licensed; see LICENSE. It is shipped with the packages below, each under the licence that follows its name.
The licences of Electron and Chromium are those of https://github.com/electron/electron and https://chromium.googlesource.com/chromium/src.
`;

/** What a licence asks to be said beyond its own text. */
const ATTRIBUTIONS = new Map([
  [
    'lightweight-charts',
    'TradingView Lightweight Charts™, Copyright (c) TradingView, Inc. https://www.tradingview.com/',
  ],
  ['better-sqlite3', 'Contains SQLite (https://www.sqlite.org/copyright.html), which is in the public domain.'],
]);

/**
 * The text of the file.
 * @param {readonly ShippedPackage[]} bundled what the page is made of
 */
export function thirdPartyText(bundled) {
  const all = new Map([...bundled, ...installedPackages()].map((entry) => [`${entry.name}@${entry.version}`, entry]));
  const sorted = [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [HEAD, ...sorted.map(section)].join('\n');
}

/** @param {ShippedPackage} entry */
function section({ name, version, identifier, text }) {
  const title = `${name} ${version} (${identifier ?? 'licence unknown'})`;
  const attribution = ATTRIBUTIONS.get(name);
  const body = text ?? 'Its package holds no text of the licence.';
  return `${'='.repeat(80)}\n${title}\n\n${attribution === undefined ? '' : `${attribution}\n\n`}${body}\n`;
}

/**
 * The packages a production install has, by the lock file.
 * @returns {ShippedPackage[]}
 */
function installedPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== '' && dev !== true && existsSync(join(ROOT, folder)))
    .map(([folder, { version, license }]) => ({
      name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      identifier: license,
      ...licenceIn(join(ROOT, folder)),
    }));
}

/** @param {string} folder */
function licenceIn(folder) {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(name));
  return file === undefined ? {} : { text: readFileSync(join(folder, file), 'utf8').trim() };
}
