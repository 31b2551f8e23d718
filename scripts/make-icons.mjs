// Makes every icon of the desktop program from assets/icon.svg. Its outputs are committed: run it after a change of the
// drawing, with the browser that CHROMIUM_PATH names or the system's (node scripts/make-icons.mjs).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { fail, ROOT, ScriptError } from './project.mjs';

const ASSETS = join(ROOT, 'assets');
const SOURCE = join(ASSETS, 'icon.svg');
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
const TRAY_ICO_SIZES = [16, 20, 24, 32, 48];
/** Types of the entries of an .icns file that hold PNG, by size in pixels. */
const ICNS_TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]);

/** What stands beside the candles: a shape for each state, so that it can be told without colour. */
const STATES = {
  idle: { candles: '#8fa3b3', badge: '' },
  running: { candles: '#2bb3a3', badge: '<path d="M20 18l11 6.5L20 31z" fill="#2bb3a3"/>' },
  halted: {
    candles: '#8fa3b3',
    badge:
      '<rect x="18" y="18" width="14" height="14" rx="2" fill="#d9362b"/><path d="M21.5 21.5l7 7m0-7l-7 7" stroke="#fff" stroke-width="2.5"/>',
  },
  tripped: {
    candles: '#8fa3b3',
    badge:
      '<path d="M24.5 16.5L32.5 32h-16z" fill="#e5a53c"/><path d="M24.5 22v5m0 1.8v2" stroke="#10202b" stroke-width="2.2"/>',
  },
};

async function main() {
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
  if (executablePath === undefined) throw new ScriptError('no Chromium found; set CHROMIUM_PATH');
  const svg = readFileSync(SOURCE, 'utf8');
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage();
    /** @param {string} drawing @param {number} size @returns {Promise<Buffer>} */
    const draw = async (drawing, size) => {
      await page.setViewportSize({ width: size, height: size });
      const style = `<style>html,body{margin:0;background:none}svg{display:block;width:${size}px;height:${size}px}</style>`;
      await page.setContent(style + drawing);
      return page.screenshot({ omitBackground: true });
    };
    await makeAppIcons(svg, draw);
    await makeTrayIcons(svg, draw);
  } finally {
    await browser.close();
  }
  const hash = createHash('sha256').update(svg).digest('hex');
  writeFileSync(join(ASSETS, 'icons', 'source.sha256'), `${hash}  assets/icon.svg\n`);
}

/** @typedef {(drawing: string, size: number) => Promise<Buffer>} Draw */

/** @param {string} svg @param {Draw} draw */
async function makeAppIcons(svg, draw) {
  const folder = join(ASSETS, 'icons');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** @type {Map<number, Buffer>} */
  const bySize = new Map();
  for (const size of APP_SIZES) bySize.set(size, await draw(svg, size));
  const png = (/** @type {number} */ size) => /** @type {Buffer} */ (bySize.get(size));
  for (const size of APP_SIZES) writeFileSync(join(folder, `${size}x${size}.png`), png(size));
  writeFileSync(join(folder, 'icon.ico'), ico(ICO_SIZES.map((size) => ({ size, png: png(size) }))));
  writeFileSync(join(folder, 'icon.icns'), icns(ICNS_TYPES.map(([type, size]) => ({ type, png: png(size) }))));
}

/** @param {string} svg @param {Draw} draw */
async function makeTrayIcons(svg, draw) {
  const folder = join(ASSETS, 'tray');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [state, { candles, badge }] of Object.entries(STATES)) {
    const drawing = trayDrawing(svg, candles, badge);
    writeFileSync(join(folder, `${state}.png`), await draw(drawing, 24));
    writeFileSync(join(folder, `${state}@2x.png`), await draw(drawing, 48));
    const entries = [];
    for (const size of TRAY_ICO_SIZES) entries.push({ size, png: await draw(drawing, size) });
    writeFileSync(join(folder, `${state}.ico`), ico(entries));
    // macOS colours a template itself: black, and the marks inside a badge cut out
    const template = trayDrawing(svg, '#000', badge.replace(/fill="#[0-9a-f]+"/g, 'fill="#000"'), true);
    writeFileSync(join(folder, `${state}Template.png`), await draw(template, 18));
    writeFileSync(join(folder, `${state}Template@2x.png`), await draw(template, 36));
  }
}

/**
 * The candles of the app's icon without its background, in one colour, with the badge of a state before them.
 * @param {string} svg
 * @param {string} colour
 * @param {string} badge
 */
function trayDrawing(svg, colour, badge, isTemplate = false) {
  const inner = svg
    .replace(/^[\s\S]*?<rect [^>]*\/>/, '')
    .replace('</svg>', '')
    .replace(/(fill|stroke)="#[0-9a-f]+"/g, `$1="${colour}"`);
  const marks = [...badge.matchAll(/<path [^>]*stroke="#[^>]*\/>/g)].map(([mark]) => mark);
  const shape = marks.reduce((rest, mark) => rest.replace(mark, ''), badge);
  const cut = marks.join('').replace(/stroke="#[0-9a-f]+"/g, 'stroke="#000"');
  const halo = shape.replace(/fill="#[0-9a-f]+"/g, 'fill="#000" stroke="#000" stroke-width="3"');
  // the candles keep a gap around the badge, and a template's badge shows its mark as a hole
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="3 3 31 31">
    <mask id="gap"><rect width="40" height="40" fill="#fff"/>${halo}</mask>
    <mask id="hole"><rect width="40" height="40" fill="#fff"/>${isTemplate ? cut : ''}</mask>
    <g mask="url(#gap)">${inner}</g><g mask="url(#hole)">${shape}</g>${isTemplate ? '' : marks.join('')}
  </svg>`;
}

/** @param {readonly { size: number, png: Buffer }[]} entries */
function ico(entries) {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of entries.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...entries.map(({ png }) => png)]);
}

/** @param {readonly { type: string, png: Buffer }[]} entries */
function icns(entries) {
  const parts = entries.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

main().catch(fail);
