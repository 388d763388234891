// Packages of native code, one for each platform: from node_modules for this machine, from the npm registry for
// another one, checked against the lock file.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { npm } from '../setup/packages.mjs';
import { root, setupLog } from '../setup/paths.mjs';
import { explainFailure, Problem } from '../setup/problem.mjs';

/** @typedef {import('./targets.mjs').Target} Target */
/** @typedef {{ version: string, integrity: string, os?: string[], cpu?: string[], libc?: string[], dev?: boolean }} Locked */

const downloads = join(root, '.cache', 'wheel');

/**
 * The folder of each native package, by its path in node_modules.
 * @param {Target} target
 * @returns {Promise<[path: string, folder: string][]>}
 */
export async function nativePackages(target) {
  /** @type {[string, string][]} */
  const found = [];
  for (const [path, locked] of lockedFor(target)) {
    const installed = join(root, path);
    found.push([path, existsSync(installed) ? installed : await fetched(path, locked)]);
  }
  return found;
}

/**
 * @param {Target} target
 * @returns {[string, Locked][]}
 */
export function lockedFor({ os, cpu }) {
  /** @type {{ packages: Record<string, Locked> }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).filter(
    ([, locked]) =>
      !locked.dev &&
      locked.os?.includes(os) &&
      locked.cpu?.includes(cpu) &&
      (locked.libc ?? ['glibc']).includes('glibc'),
  );
}

/**
 * @param {string} path
 * @param {Locked} locked
 */
async function fetched(path, { version, integrity }) {
  const name = path.replace(/^.*node_modules\//, '');
  const folder = join(downloads, `${name.replaceAll('/', '-')}-${version}`);
  if (existsSync(join(folder, 'package', 'package.json'))) return join(folder, 'package');
  mkdirSync(folder, { recursive: true });
  await must([...npm(), 'pack', `${name}@${version}`, '--pack-destination', folder], `Fetching ${name}`);
  const archive = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
  checkIntegrity(archive, integrity);
  await must(['tar', '-xzf', archive, '-C', folder], `Unpacking ${name}`);
  return join(folder, 'package');
}

/**
 * @param {string} archive
 * @param {string} integrity as in the lock file
 */
function checkIntegrity(archive, integrity) {
  const [algorithm, wanted] = integrity.split(/-(.*)/s);
  const actual = createHash(algorithm).update(readFileSync(archive)).digest('base64');
  if (actual === wanted) return;
  throw new Problem(
    `${archive} is not what package-lock.json names; delete it, then run the same command again.`,
  );
}

/**
 * @param {string[]} command
 * @param {string} what
 */
async function must(command, what) {
  const { code, output } = await runQuietly(command, () => undefined);
  if (code !== 0) throw explainFailure(what, 'the npm registry', output, setupLog);
}
