// A folder that electron-builder takes for an unpacked Electron: the files it renames and rewrites, with nothing in them.
// So the packing can be tried for every system where no Electron can be fetched.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where Electron keeps its fuses: a marker, the version, the length, one digit each. */
export const FUSE_MARKER = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = `${FUSE_MARKER}\u0001\u0009101100011`;
const HELPERS = ['', ' (Renderer)', ' (GPU)', ' (Plugin)'];

/**
 * Makes the folder anew.
 * @param {'linux' | 'win' | 'mac'} system
 * @param {string} folder
 */
export function makePlaceholderElectron(system, folder) {
  rmSync(folder, { recursive: true, force: true });
  const write = (/** @type {string} */ path, /** @type {string | Buffer} */ content = '') => {
    const parts = path.split('/');
    mkdirSync(join(folder, ...parts.slice(0, -1)), { recursive: true });
    writeFileSync(join(folder, ...parts), content, { mode: 0o755 });
  };
  write('LICENSE', 'placeholder\n');
  write('LICENSES.chromium.html', 'placeholder\n');
  write('version', '0.0.0');
  if (system === 'mac') {
    writeMacApp(write, folder);
    return;
  }
  write('locales/en-US.pak');
  write('locales/de.pak');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  if (system === 'linux') write('electron', `#!/bin/sh\nexit 1\n# ${FUSES}\n`);
  else write('electron.exe', emptyWindowsProgram());
}

/**
 * @param {(path: string, content?: string) => void} write
 * @param {string} folder
 */
function writeMacApp(write, folder) {
  const contents = 'Electron.app/Contents';
  write(`${contents}/Info.plist`, plist('Electron'));
  write(`${contents}/MacOS/Electron`);
  write(`${contents}/Resources/electron.icns`);
  write(`${contents}/Resources/en.lproj/locale.pak`);
  const framework = `${contents}/Frameworks/Electron Framework.framework`;
  write(`${framework}/Versions/A/Electron Framework`, FUSES);
  write(`${framework}/Versions/A/Resources/en.lproj/locale.pak`);
  symlinkSync('A', join(folder, framework, 'Versions', 'Current'));
  for (const name of ['Electron Framework', 'Resources']) {
    symlinkSync(`Versions/Current/${name}`, join(folder, framework, name));
  }
  for (const kind of HELPERS) {
    const name = `Electron Helper${kind}`;
    write(`${contents}/Frameworks/${name}.app/Contents/Info.plist`, plist(name));
    write(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`);
  }
}

/** @param {string} name */
function plist(name) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string><key>CFBundleName</key><string>${name}</string></dict></plist>
`;
}

/** A Windows program without code, in which version and icon can be set. */
function emptyWindowsProgram() {
  // electron-builder's own library for this, the one that will read it
  const builder = createRequire(import.meta.url).resolve('electron-builder');
  const { NtExecutable, NtExecutableResource, Resource } = createRequire(builder)('resedit');
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(0, 0, 0, 0, 1033);
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(Uint8Array.from(Buffer.from(FUSES, 'latin1')).buffer);
  return Buffer.from(program.generate());
}
