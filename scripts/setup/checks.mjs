// What must hold before anything is installed.
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

/** From here on Node loads ES modules into code made by `vm`, as cells need it. */
export const oldestNode = '20.12';

/** @param {string} version as in process.version */
export function checkNode(version) {
  if (version.replace(/^v/, '').localeCompare(oldestNode, 'en', { numeric: true }) >= 0) return;
  throw new Problem(
    `This is Node.js ${version}, and TensorCell needs ${oldestNode} or newer; install a current Node.js from https://nodejs.org, then run the same command again.`,
  );
}

/** @param {string} folder */
export function checkWritable(folder) {
  const probe = join(folder, `.write-probe-${process.pid}`);
  try {
    writeFileSync(probe, '');
    rmSync(probe);
  } catch {
    throw new Problem(
      `The folder ${folder} cannot be written, and TensorCell installs into it; copy the project to a folder of your own, then run the same command there.`,
    );
  }
}

/**
 * @param {string} folder
 * @param {number} needed bytes
 * @param {(folder: string) => number} [freeBytes]
 */
export function checkSpace(folder, needed, freeBytes = freeBytesOf) {
  const free = freeBytes(folder);
  if (free >= needed) return;
  throw new Problem(
    `The disk of ${folder} has ${gigabytes(free)} free, and what is still to install takes ${gigabytes(needed)}; free some space, then run the same command again.`,
  );
}

/** @param {string} folder */
function freeBytesOf(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** @param {number} bytes */
function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
