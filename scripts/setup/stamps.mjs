// Marks of finished work: a small file that holds a fingerprint of what the work was made from. It lies inside
// what the work made, so that whoever deletes the result deletes the mark too.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

/**
 * @param {string} stamp the mark's file
 * @param {string} fingerprint
 */
export function isStamped(stamp, fingerprint) {
  try {
    return readFileSync(stamp, 'utf8') === fingerprint;
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} fingerprint
 */
export function writeStamp(stamp, fingerprint) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(`${stamp}.new`, fingerprint);
  renameSync(`${stamp}.new`, stamp);
}

/**
 * One hash over files (folders: all within) and further words. A missing file counts as empty.
 * @param {string[]} paths
 * @param {...string} words
 */
export function fingerprint(paths, ...words) {
  const hash = createHash('sha256').update(words.join('\0'));
  for (const file of paths.flatMap(filesUnder)) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
