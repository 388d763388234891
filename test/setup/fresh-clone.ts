// A fresh clone in a temporary folder, just enough of it for `npm start` to fail in, and a way to run it on a
// machine that lacks this or that.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const needed = ['scripts', 'package.json', 'package-lock.json', '.npmrc', 'requirements.txt'];

export interface FreshClone {
  readonly folder: string;
  /** Makes npm's packages look installed and the build do nothing, so that a test reaches the steps beside them. */
  pretendPackages(): void;
  /** Puts a Python on the path that answers with these facts and does nothing else. */
  fakePython(version: [number, number], hasPip: boolean): void;
  /** Runs `npm start` with only the fake commands on the path. */
  start(options?: StartOptions): Ended;
  remove(): void;
}

export interface StartOptions {
  env?: NodeJS.ProcessEnv;
  /** JavaScript that runs before the script. */
  before?: string;
  /** The user to run as, by number. */
  uid?: number;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function freshClone(): FreshClone {
  const folder = mkdtempSync(join(tmpdir(), 'fresh-clone-'));
  const bin = join(folder, 'fake-bin');
  mkdirSync(bin);
  for (const path of needed) cpSync(path, join(folder, path), { recursive: true });
  return {
    folder,
    pretendPackages() {
      cpSync('package-lock.json', join(folder, 'node_modules', '.package-lock.json'));
      const { scripts, ...rest } = JSON.parse(readFileSync('package.json', 'utf8'));
      const manifest = { ...rest, scripts: { ...scripts, build: 'mkdir -p dist' } };
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    },
    fakePython(version, hasPip) {
      writeFileSync(join(bin, 'python3'), `#!/bin/sh\necho '${JSON.stringify({ version, hasPip })}'\n`);
      chmodSync(join(bin, 'python3'), 0o755);
    },
    start: (options) => start(folder, bin, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function start(folder: string, bin: string, { env, before, uid }: StartOptions = {}): Ended {
  const preload = before ? ['--import', `data:text/javascript,${encodeURIComponent(before)}`] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...preload, 'scripts/start.mjs'], {
    cwd: folder,
    env: { PATH: bin, HOME: folder, ...env },
    encoding: 'utf8',
    timeout: 100_000,
    uid,
  });
  return { code: status, stdout, stderr };
}
