// The npm packages, and the build of kernel and library from their sources.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './command.mjs';
import { root, setupLog } from './paths.mjs';
import { explainFailure } from './problem.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

/** @typedef {import('./prepare.mjs').Step} Step */

const installedRecord = join(root, 'node_modules', '.package-lock.json');

/** @returns {Step} */
export function npmPackages() {
  return {
    title: 'Installing npm packages',
    bytes: 700e6,
    isDone: packagesMatchLock,
    async run(report) {
      discardUnfinished();
      const { code, output } = await runQuietly([...npm(), 'install', ...installFlags], report);
      if (code !== 0) throw explainFailure('Installing npm packages', 'the npm registry', output, setupLog);
    },
  };
}

// Not `npm ci`: it refuses a lock file without the optional packages of every platform, and a registry's mirror
// may lack some. `--no-save` keeps the lock file as it is.
const installFlags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];

/**
 * npm takes a package that was cut off while it was unpacked for a whole one. So npm's record of what it has
 * installed goes away before each install, and packages without that record are thrown away.
 */
function discardUnfinished() {
  if (existsSync(installedRecord)) rmSync(installedRecord);
  else rmSync(join(root, 'node_modules'), { recursive: true, force: true });
}

/** @returns {Step} */
export function build() {
  const stamp = join(root, 'dist', '.fingerprint');
  const sources = [
    'kernel',
    'lib',
    'scripts/build-bundles.mjs',
    'scripts/build-checker.mjs',
    'scripts/build-types.mjs',
    'scripts/bundles',
    'scripts/checker',
    'scripts/types',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ];
  const print = () => fingerprint(sources.map((source) => join(root, source)));
  return {
    title: 'Building the kernel',
    bytes: 20e6,
    isDone: () => isStamped(stamp, print()),
    async run(report) {
      const before = print();
      const { code, output } = await runQuietly([...npm(), 'run', 'build'], report);
      if (code !== 0) throw explainFailure('Building the kernel', 'the npm registry', output, setupLog);
      writeStamp(stamp, before);
    },
  };
}

/**
 * npm writes down what it has installed as the last thing it does; the optional packages of other platforms
 * are missing there.
 */
function packagesMatchLock() {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(installedRecord);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function lockedPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/**
 * npm as a command that works without a shell: the npm that runs us, else the one beside this Node.
 * @returns {string[]}
 */
export function npm() {
  const bin = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}
