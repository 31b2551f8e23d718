import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/workspace.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, string>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly permissions?: Record<string, string>;
  readonly strategy?: { readonly matrix: { readonly include: readonly Record<string, string>[] } };
  readonly steps: readonly Step[];
}

/** electron-builder's own reader of YAML, which reads its configuration too. */
function readYaml(path: string): unknown {
  const builder = createRequire(import.meta.url).resolve('electron-builder');
  const { load } = createRequire(builder)('js-yaml') as { load(text: string): unknown };
  return load(readFileSync(join(ROOT, path), 'utf8'));
}

/** What every job of a workflow does; a job that calls another workflow has no steps. */
function stepsOf(jobs: Record<string, Job>): Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

describe('the workflow of pushes and pull requests', () => {
  const ci = readYaml('.github/workflows/ci.yml') as {
    on: Record<string, unknown>;
    permissions: Record<string, string>;
    jobs: Record<'check' | 'systems', Job>;
  };

  it('runs every check with a real Electron, and what is the same everywhere on the other systems', () => {
    expect(Object.keys(ci.on)).toEqual(['push', 'pull_request', 'workflow_call']);
    expect(ci.permissions).toEqual({ contents: 'read' });
    const commands = stepsOf({ check: ci.jobs.check }).map(({ run }) => run ?? '');
    const at = (command: string) => commands.indexOf(command);
    expect(at('npm run bootstrap')).toBeGreaterThan(0);
    expect(at('npx install-electron')).toBeGreaterThan(at('npm run bootstrap'));
    expect(at('xvfb-run -a npm test')).toBeGreaterThan(at('npx install-electron'));
    expect(ci.jobs.systems.strategy?.matrix.include.map(({ system }) => system)).toEqual(['mac', 'win']);
  });

  it('no workflow installs beside the bootstrap, names a script that is not there or keeps credentials', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['ci', 'release']) {
      const { jobs } = readYaml(`.github/workflows/${name}.yml`) as { jobs: Record<string, Job> };
      for (const { uses, run = '', with: options } of stepsOf(jobs)) {
        // the stamp of the bootstrap would be missing, and the next command would delete node_modules with all it holds
        expect(run).not.toMatch(/npm (?:ci|install)\b/);
        for (const [, script] of run.matchAll(/npm run (?:-s )?([\w:]+)/g))
          expect(scripts).toHaveProperty([script ?? '']);
        if (uses?.startsWith('actions/checkout')) expect(options).toMatchObject({ 'persist-credentials': false });
      }
    }
  });
});

describe('the release workflow', () => {
  const workflow = readYaml('.github/workflows/release.yml') as {
    on: { push: { tags: string[] } };
    permissions: Record<string, string>;
    jobs: Record<'check' | 'version' | 'build' | 'draft', Job>;
  };
  const { check, version, build, draft } = workflow.jobs;
  const runs = (job: Job) => job.steps.map(({ run }) => run ?? '').join('\n');

  it('tests first, then builds on the three systems, then drafts with checksums and a bill of materials', () => {
    expect(workflow.on.push.tags).toEqual(['v*.*.*']);
    expect(check.uses).toBe('./.github/workflows/ci.yml');
    expect(runs(version)).toContain('"$GITHUB_REF_NAME"');
    expect(build.needs).toEqual(['check', 'version']);
    expect(build.strategy?.matrix.include.map(({ system }) => system)).toEqual(['linux', 'mac', 'win']);
    expect(runs(build)).toMatch(
      /npm run bootstrap[\s\S]*npm run build[\s\S]*electron-builder "--\$SYSTEM" --publish never/,
    );
    expect(draft.needs).toBe('build');
    expect(runs(draft)).toMatch(/npm sbom .*cyclonedx[\s\S]*sha256sum[\s\S]*gh release create .*--draft/);
  });

  it('may write in its last job only, and has secrets from the store only', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect([check.permissions, build.permissions]).toEqual([undefined, undefined]);
    expect(draft.permissions).toMatchObject({ contents: 'write' });
    const signing = build.steps.find(({ run }) => run?.includes('electron-builder'))?.env ?? {};
    const { SYSTEM, ...secrets } = signing;
    expect(SYSTEM).toMatch(/^\$\{\{ matrix\.system \}\}$/);
    expect(Object.keys(secrets)).toEqual([
      'CSC_LINK',
      'CSC_KEY_PASSWORD',
      'AZURE_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'AZURE_SIGNING_ENDPOINT',
      'AZURE_SIGNING_ACCOUNT',
      'AZURE_SIGNING_PROFILE',
      'AZURE_SIGNING_PUBLISHER',
      'APPLE_API_KEY_TEXT',
      'APPLE_API_KEY_ID',
      'APPLE_API_ISSUER',
    ]);
    for (const [name, value] of Object.entries(secrets)) {
      // where Azure signs is no secret, and helps to see why it does not
      const store = name.startsWith('AZURE_SIGNING') ? 'vars' : 'secrets';
      expect(value).toMatch(new RegExp(`^\\$\\{\\{ matrix\\.system == .*${store}\\..* \\}\\}$`));
    }
  });

  it('names a place for updates only where the program is signed, or on Linux', () => {
    const { publish } = readYaml('electron-builder.yml') as { publish: unknown };
    expect(publish).toBeNull();
    const script = build.steps.find(({ run }) => run?.includes('electron-builder'))?.run ?? '';
    const place = (system: string, certificate: string, more: Record<string, string> = {}) => {
      // the step as it is, with a program in the place of npx that tells its arguments
      const tool = `npx() { shift; printf '%s\\n' "$@"; }; set -eo pipefail; ${script}`;
      const env = {
        SYSTEM: system,
        CSC_LINK: certificate,
        APPLE_API_KEY_TEXT: '',
        GITHUB_REPOSITORY: 'some/where',
        AZURE_CLIENT_SECRET: '',
        ...more,
      };
      return spawnSync('bash', ['-c', tool], { encoding: 'utf8', env: { ...process.env, ...env } })
        .stdout.trim()
        .split('\n');
    };
    const here = ['-c.publish.provider=github', '-c.publish.owner=some', '-c.publish.repo=where'];
    expect(place('linux', '')).toEqual(['--linux', '--publish', 'never', ...here]);
    expect(place('mac', 'certificate')).toEqual(['--mac', '--publish', 'never', ...here]);
    expect(place('win', 'certificate')).toEqual(['--win', '--publish', 'never', ...here]);
    const azure = {
      AZURE_CLIENT_SECRET: 'secret',
      AZURE_SIGNING_ENDPOINT: 'https://signing.example',
      AZURE_SIGNING_ACCOUNT: 'account',
      AZURE_SIGNING_PROFILE: 'profile',
      AZURE_SIGNING_PUBLISHER: 'Some One',
    };
    const signed = [
      'endpoint=https://signing.example',
      'codeSigningAccountName=account',
      'certificateProfileName=profile',
    ];
    expect(place('win', '', azure)).toEqual([
      '--win',
      '--publish',
      'never',
      ...[...signed, 'publisherName=Some One'].map((option) => `-c.win.azureSignOptions.${option}`),
      ...here,
    ]);
    for (const system of ['mac', 'win']) expect(place(system, '')).toEqual([`--${system}`, '--publish', 'never']);
  });

  it('uploads what electron-builder.yml calls its installers', () => {
    const config = readYaml('electron-builder.yml') as Record<
      'nsis' | 'mac' | 'linux',
      { artifactName: string; target: { target: string; arch: string[] }[] }
    > & { win: { target: { target: string; arch: string[] }[] }; directories: { output: string } };
    const paths = build.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'))?.with?.path ?? '';
    const targets = [...config.win.target, ...config.mac.target, ...config.linux.target];
    expect(targets.map(({ target }) => target)).toEqual(['nsis', 'dmg', 'zip', 'AppImage', 'deb']);
    for (const { arch } of targets) expect(arch).toEqual(['x64', 'arm64']);
    for (const ending of ['exe', 'dmg', 'zip', 'AppImage', 'deb']) {
      expect(paths).toContain(`${config.directories.output}/laptop-agents-*.${ending}`);
    }
    expect(paths).toContain(`${config.directories.output}/latest*.yml`);
    for (const { artifactName } of [config.nsis, config.mac, config.linux]) {
      expect(artifactName).toMatch(/^laptop-agents-\$\{version\}-\w+-\$\{arch\}\.\$\{ext\}$/);
    }
  });

  it('the macOS program gives up nothing of the hardened runtime but compiling', () => {
    const { mac } = readYaml('electron-builder.yml') as { mac: Record<string, unknown> };
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    const { electronFuses } = readYaml('electron-builder.yml') as { electronFuses: Record<string, boolean> };
    expect(electronFuses.resetAdHocDarwinSignature).toBe(true);
    const entitlements = readFileSync(join(ROOT, String(mac.entitlements)), 'utf8');
    expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });
});
