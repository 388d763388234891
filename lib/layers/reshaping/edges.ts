// How much is added or cut off before and after each axis of space.
import { checkWhole, received } from '../../core/messages.js';
import type { DataFormat } from '../../core/options.js';
import { type Option, option } from '../../core/options.js';
import { spatialAxes } from '../base/spatial-axes.js';

/** Before and after. @inline */
export type Pair = [number, number];
/** For each axis a number, for both sides, or a pair. @inline */
export type PerAxis2 = number | [number | Pair, number | Pair];
/** For each axis a number, for both sides, or a pair. @inline */
export type PerAxis3 = number | [number | Pair, number | Pair, number | Pair];

/** For a line a number or a pair; for `count` axes a number, or for each of them a number or a pair. */
export function edges(count: number, fallback: number): Option<Pair[]> {
  return {
    ...option(
      (given, layer, name) =>
        count === 1 ? [pairOf(given, layer, name)] : pairsOf(given, count, layer, name),
      () => Array.from({ length: count }, (): Pair => [fallback, fallback]),
    ),
    write: (pairs) => (count === 1 ? pairs[0] : pairs),
  };
}

function pairsOf(given: unknown, count: number, layer: string, name: string): Pair[] {
  if (!Array.isArray(given)) return Array.from({ length: count }, () => pairOf(given, layer, name));
  if (given.length === count) return given.map((one, i) => pairOf(one, layer, `${name} of axis ${i + 1}`));
  throw new Error(
    `${layer}: ${name} must be a number, or a list of ${count}, each a number or a pair [before, after]. Received: ${received(given)}.`,
  );
}

function pairOf(given: unknown, layer: string, name: string): Pair {
  const pair: unknown[] = Array.isArray(given) ? given : [given, given];
  if (pair.length !== 2)
    throw new Error(
      `${layer}: ${name} must be a number or a pair [before, after]. Received: ${received(given)}.`,
    );
  for (const side of pair) checkWhole(layer, name, side, 0);
  return pair as Pair;
}

/** A pair for each of `rank` axes: nothing for those that are not space. */
export function forAllAxes(pairs: readonly Pair[], rank: number, dataFormat: DataFormat): Pair[] {
  const axes = spatialAxes(pairs.length, dataFormat);
  return Array.from({ length: rank }, (_, axis) => pairs[axes.indexOf(axis)] ?? [0, 0]);
}
