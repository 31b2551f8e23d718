import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, temporaryFolder } from '../support/workspace.ts';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** Instructions of the Dockerfile, continued lines joined. */
function instructions(): Instruction[] {
  return readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
}

function lastStage(): Instruction[] {
  const all = instructions();
  return all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
}

function one(name: string): string {
  const found = lastStage().filter((instruction) => instruction.name === name);
  expect(found.length).toBe(1);
  return found[0]?.rest ?? '';
}

/** What .dockerignore lets in: it refuses everything and then names what is let in. */
function allowed(): string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  expect(lines).toContain('*');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return String(port);
}

/** The last stage as the Dockerfile copies it, from a build of what .dockerignore lets in. */
function makeImage(): string {
  const build = temporaryFolder();
  for (const name of allowed()) cpSync(join(ROOT, name), join(build, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(build, 'node_modules'));
  mkdirSync(join(build, 'out'));
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: build, encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  const image = temporaryFolder();
  for (const { name, rest } of lastStage()) {
    if (name !== 'COPY') continue;
    const [from, ...paths] = rest.split(' ');
    expect(from).toBe('--from=build');
    const target = paths.pop() ?? '';
    for (const path of paths) {
      const source = path.replace('/build/', '');
      const place = target.endsWith('/') ? join(image, target, basename(source)) : join(image, target);
      mkdirSync(dirname(place), { recursive: true });
      if (source === 'node_modules') linkProduction(place);
      else cpSync(join(build, source), place, { recursive: true });
    }
  }
  return image;
}

/** What `npm prune --omit=dev` leaves. */
function linkProduction(folder: string): void {
  mkdirSync(folder);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) symlinkSync(join(ROOT, 'node_modules', name), join(folder, name));
}

async function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = '';
  await new Promise<void>((found, failed) => {
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (pattern.test(text)) found();
    });
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${text}`)));
  });
}

describe('Dockerfile', () => {
  it('ends as a user without rights, with a health check, and stops by a signal the program knows', () => {
    const stage = lastStage().map(({ name }) => name);
    expect(one('USER')).toBe('node');
    expect(stage.indexOf('USER')).toBeLessThan(stage.indexOf('ENTRYPOINT'));
    expect(
      lastStage()
        .slice(stage.indexOf('USER'))
        .some(({ name }) => name === 'RUN' || name === 'COPY'),
    ).toBe(false);
    expect(one('HEALTHCHECK')).toContain('http://127.0.0.1:4780/health');
    expect(one('STOPSIGNAL')).toBe('SIGTERM');
    expect(one('VOLUME')).toBe('/data');
    const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    expect(text).not.toMatch(/\b(?:ARG|ENV)\b.*(?:KEY|SECRET|TOKEN|PASSWORD)/);
    expect(text).not.toMatch(/^ADD /m);
  });

  it('is given no state, no secrets and no history', () => {
    for (const path of allowed()) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      expect(path).not.toMatch(/^(?:\.git|\.workspace|\.env|node_modules|out|tests)/);
    }
  });

  it('what it copies starts, is healthy, kills without being set up and stops on the signal', {
    timeout: 120_000,
  }, async () => {
    const image = makeImage();
    const data = temporaryFolder();
    const port = await freePort();
    const args = (name: string) => (JSON.parse(one(name)) as string[]).map((arg) => arg.replaceAll('4780', port));
    const { LA_KILL_SWITCH: _switch, INIT_CWD: _cwd, ...inherited } = process.env;
    const env = { ...inherited, NODE_ENV: 'production', LA_WORKSPACE: data };
    const [, ...entry] = args('ENTRYPOINT');
    const child = spawn(process.execPath, [...entry, ...args('CMD')], {
      cwd: image,
      env,
      stdio: ['ignore', 'pipe', 2],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await printed(child, new RegExp(`http://127\\.0\\.0\\.1:${port}/\\?token=`));

    const check = JSON.parse(one('HEALTHCHECK').replace(/^.*?CMD /, '')) as string[];
    const probe = (to: string) => {
      const script = check.slice(1).map((arg) => arg.replaceAll('4780', to));
      return spawnSync(process.execPath, script, { encoding: 'utf8' }).status;
    };
    expect(probe(port)).toBe(0);
    const kill = spawnSync(process.execPath, ['scripts/la.mjs', 'kill'], { cwd: image, env, encoding: 'utf8' });
    expect(kill.status, kill.stderr).toBe(0);
    expect(existsSync(join(data, 'kill.txt'))).toBe(true);
    rmSync(join(data, 'kill.txt'));
    const command = (...words: string[]) =>
      spawnSync(process.execPath, ['scripts/la.mjs', ...words], { cwd: image, env, encoding: 'utf8' });
    expect(command('rearm', '--yes')).toMatchObject({ status: 0, stderr: '', stdout: 're-armed\n' });
    expect(command('status')).toMatchObject({ status: 0, stderr: '', stdout: 'STOPPED\n' });

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(probe(port)).toBe(1);
  });
});

describe('Makefile', () => {
  it.skipIf(spawnSync('make', ['--version']).status !== 0)('has the targets, each of commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const listed = spawnSync('make', { cwd: ROOT, encoding: 'utf8' }).stdout;
    for (const target of ['build', 'test', 'run-paper', 'run-docker', 'clean']) {
      const { status, stdout } = spawnSync('make', ['--dry-run', target], { cwd: ROOT, encoding: 'utf8' });
      expect([target, status]).toEqual([target, 0]);
      expect(listed).toMatch(new RegExp(`^make ${target} `, 'm'));
      for (const [, script] of stdout.matchAll(/npm run (?:-s )?(\w+)/g)) expect(scripts).toHaveProperty(script ?? '');
    }
    const { stdout } = spawnSync('make', ['--dry-run', 'clean'], { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).not.toContain('.workspace');
  });
});
