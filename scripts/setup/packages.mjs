// The npm packages, and the build of kernel and library from their sources.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly } from './command.mjs';
import { root, setupLog } from './paths.mjs';
import { explainFailure } from './problem.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

/** @typedef {import('./prepare.mjs').Step} Step */

/** @returns {Step} */
export function npmPackages() {
  return {
    title: 'Installing npm packages',
    bytes: 700e6,
    isDone: packagesMatchLock,
    async run(report) {
      const fresh = !existsSync(join(root, 'node_modules', '.package-lock.json'));
      const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];
      const { code, output } = await runQuietly([...npm(), fresh ? 'ci' : 'install', ...flags], report);
      if (code !== 0) throw explainFailure('Installing npm packages', 'the npm registry', output, setupLog);
    },
  };
}

/** @returns {Step} */
export function build() {
  const stamp = join(root, 'dist', '.fingerprint');
  const sources = ['kernel', 'lib', 'scripts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
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
  const installed = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
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
