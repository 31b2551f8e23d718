// npm run pack:dry [linux] [win] [mac]: packs the desktop program from placeholders instead of Electron and says what is
// wrong with what came out. Needs no network and no other system.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import asar from '@electron/asar';
import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { withLock } from './lock.mjs';
import { packedFaults } from './packed-faults.mjs';
import { FUSE_MARKER, makePlaceholderElectron } from './placeholder-electron.mjs';
import { fail, OUT, projectNode, ROOT, ScriptError } from './project.mjs';
import { THIRD_PARTY_FILE } from './third-party.mjs';

/** @typedef {'linux' | 'win' | 'mac'} System */
/** @typedef {{ folder: string, arch: 'x64' | 'arm64', resources: string, executable: string }} Packed */

const PACK = join(OUT, 'pack');
const APP = 'Laptop Agents';

/** @type {Record<System, { platform: string, packed: Packed[] }>} */
const SYSTEMS = {
  linux: {
    platform: 'linux',
    packed: [
      { folder: 'linux-unpacked', arch: 'x64', resources: 'resources', executable: 'laptop-agents' },
      { folder: 'linux-arm64-unpacked', arch: 'arm64', resources: 'resources', executable: 'laptop-agents' },
    ],
  },
  win: {
    platform: 'win32',
    packed: [
      { folder: 'win-unpacked', arch: 'x64', resources: 'resources', executable: `${APP}.exe` },
      { folder: 'win-arm64-unpacked', arch: 'arm64', resources: 'resources', executable: `${APP}.exe` },
    ],
  },
  mac: {
    platform: 'darwin',
    packed: /** @type {const} */ ([
      ['mac', 'x64'],
      ['mac-arm64', 'arm64'],
    ]).map(([folder, arch]) => ({
      folder,
      arch,
      resources: `${APP}.app/Contents/Resources`,
      executable: `${APP}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`,
    })),
  },
};

async function main() {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(SYSTEMS, name));
  if (unknown !== undefined) throw new ScriptError(`${unknown} is no system; give linux, win or mac`);
  await bootstrap();
  await ensureBuilt();
  const systems = /** @type {System[]} */ (asked.length === 0 ? Object.keys(SYSTEMS) : asked);
  await withLock('pack', async () => {
    for (const system of systems) await packAndCheck(system);
  });
}

/** @param {System} system */
async function packAndCheck(system) {
  const { platform, packed } = SYSTEMS[system];
  const electron = join(PACK, `placeholder-${system}`);
  const output = join(PACK, system);
  makePlaceholderElectron(system, electron);
  rmSync(output, { recursive: true, force: true });
  await runBuilder(system, electron, output);
  for (const { folder, arch, resources, executable } of packed) {
    const beside = join(output, folder, resources);
    const archive = join(beside, 'app.asar');
    if (!existsSync(archive)) throw new ScriptError(`${system} ${arch}: ${archive} was not made`);
    const files = listArchive(archive);
    const program = readFileSync(join(output, folder, executable), 'latin1');
    const faults = packedFaults({
      platform,
      arch,
      files,
      fuses: fusesIn(program),
      manifest: JSON.parse(asar.extractFile(archive, 'package.json').toString()),
      page: asar.extractFile(archive, join('out', 'renderer', 'index.html')).toString(),
      licences: textOf(join(beside, THIRD_PARTY_FILE)),
      hash: createHash('sha256').update(asar.getRawHeader(archive).headerString).digest('hex'),
      recordedHash: recordedHash(system === 'mac' ? textOf(join(beside, '..', 'Info.plist')) : program),
    });
    if (!existsSync(join(beside, 'LICENSE.txt'))) faults.push('LICENSE.txt is missing');
    if (faults.length > 0) throw new ScriptError(`${system} ${arch}: ${faults.join('; ')}`);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    console.log(`${system} ${arch}: ${files.length} files, ${(size / 1e6).toFixed(1)} MB`);
  }
}

/**
 * @param {System} system
 * @param {string} electron
 * @param {string} output
 */
async function runBuilder(system, electron, output) {
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const args = [
    cli,
    `--${system}`,
    'dir',
    '--x64',
    '--arm64',
    '--publish=never',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${output}`,
    // a placeholder cannot be signed
    ...(system === 'mac'
      ? ['-c.mac.identity=null', '-c.mac.notarize=false', '-c.electronFuses.resetAdHocDarwinSignature=false']
      : []),
  ];
  const child = spawn(projectNode(), args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new ScriptError(`electron-builder failed for ${system}:\n${text}`);
}

/**
 * @param {string} archive
 * @returns {import('./packed-faults.mjs').PackedFile[]}
 */
function listArchive(archive) {
  return asar.listPackage(archive, { isPack: false }).flatMap((name) => {
    const native = name.slice(1);
    const path = native.replaceAll('\\', '/');
    const entry = asar.statFile(archive, native);
    if (!('size' in entry)) return [];
    const isUnpacked = entry.unpacked === true;
    const size = isUnpacked ? statSync(join(`${archive}.unpacked`, path)).size : entry.size;
    return [{ path, size, isUnpacked }];
  });
}

/**
 * What the program will compare its archive with: a resource of the Windows program, an entry of the Info.plist of macOS.
 * @param {string} text
 */
function recordedHash(text) {
  const inProgram = /"resources\\\\app\.asar","alg":"SHA256","value":"([0-9a-f]{64})"/.exec(text);
  const inPlist = /Resources\/app\.asar[\s\S]*?>hash<[\s\S]*?<string>([0-9a-f]{64})</.exec(text);
  return (inProgram ?? inPlist)?.[1];
}

/** @param {string} file */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** @param {string} program */
function fusesIn(program) {
  const at = program.indexOf(FUSE_MARKER) + FUSE_MARKER.length + 2;
  return program.slice(at, at + program.charCodeAt(at - 1));
}

main().catch(fail);
