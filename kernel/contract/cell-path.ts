// The file that a debugger takes a cell for. There is none on the disk: its name is made of the cell's text, so that the
// front end finds the cell by it.
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

export const cellPathSuffix = '.ts';
/** Any number would do. */
export const cellHashSeed = 0xc70f6907;

/** @param kernel the number of the protocol process: a restarted kernel has other cells */
export function cellPathPrefix(kernel: number): string {
  return join(tmpdir(), `tensorcell_${kernel}`) + sep;
}

export function cellPath(code: string, kernel: number): string {
  const hash = murmur2(new TextEncoder().encode(code), cellHashSeed);
  return `${cellPathPrefix(kernel)}${hash}${cellPathSuffix}`;
}

const multiplier = 0x5bd1e995;

/** Austin Appleby's MurmurHash2, 32 bits: the one hash that JupyterLab knows. */
export function murmur2(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getUint32(at, true), multiplier);
    word ^= word >>> 24;
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier);
  }
  if (whole < bytes.length) {
    for (let at = bytes.length - 1; at >= whole; at--) hash ^= bytes[at]! << (8 * (at - whole));
    hash = Math.imul(hash, multiplier);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}
