// Reads the arrays that golden/make_golden.py made with the real Keras, and says how far ours lie apart.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One golden file's content. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(goldenPath(`${name}.json`), 'utf8')) as T;
}

/** The path of something beside the golden files. */
export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
}

/** The greatest distance between two lists of numbers of the same length. */
export function distance(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < ours.length; i++) greatest = Math.max(greatest, Math.abs(ours[i]! - theirs[i]!));
  return Number.isNaN(greatest) ? Number.POSITIVE_INFINITY : greatest;
}
