// Ranges of random numbers, as Keras' `factor`s give them.
import { received } from '../../core/messages.js';
import { type Option, option } from '../../core/options.js';

/**
 * A range of random numbers: [least, greatest], or one number for both directions.
 * @inline
 */
export type Factor = number | readonly [number, number];

interface Bounds {
  readonly least: number;
  readonly greatest: number;
  /** Whether `least` itself is too small. */
  readonly above?: boolean;
  /** Whether a pair need only overlap the bounds, as Keras has it for its `factor`s without a direction. */
  readonly loose?: boolean;
}

/** A factor as an option, kept as it was given. */
export function factor(bounds: Bounds, ...fallback: [] | [Factor]): Option<Factor> {
  return option(
    (given, layer, name) => {
      if (isFactor(given) && fits(given, bounds)) return given;
      const { least, greatest, above } = bounds;
      throw new RangeError(
        `${layer}: ${name} must be a number or a pair of numbers, from ${above ? 'above ' : ''}${least} to ${greatest}. ` +
          `Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
      );
    },
    ...fallback,
  );
}

function isFactor(given: unknown): given is Factor {
  const ends: unknown[] = Array.isArray(given) ? given : [given];
  return ends.length === (Array.isArray(given) ? 2 : 1) && ends.every((end) => Number.isFinite(end));
}

function fits(given: Factor, { least, greatest, above = false, loose = false }: Bounds): boolean {
  if (loose && typeof given !== 'number') return given[0] <= greatest && given[1] >= least;
  return [given].flat().every((end) => end <= greatest && (above ? end > least : end >= least));
}

/** The two ends: a number alone reaches as far down as up, unless `least` stops it. */
export function rangeOf(given: Factor, least = Number.NEGATIVE_INFINITY): [number, number] {
  if (typeof given !== 'number') return [Math.min(...given), Math.max(...given)];
  const reach = Math.abs(given);
  return [Math.max(-reach, least), reach];
}
