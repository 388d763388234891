// Options of random layers.
import { received } from '../../core/messages.js';
import { type Option, option, optional } from '../../core/options.js';
import type { LayerArgs } from '../base/layer.js';

/** @inline */
export type DropoutArgs = LayerArgs & {
  /** The share that is dropped, from 0 up to 1. */
  rate: number;
  /** Sizes of what is drawn: 1 where an axis shares a draw, null as the input. Default: each value has its own. */
  noiseShape?: (number | null)[];
  /** The same draws for each layer made with it. Default: draws of its own. */
  seed?: number;
};

/** The share that is dropped. @param most the largest that can be computed: 1 where all may be dropped */
export const rate = (most: 1 | 'below 1'): Option<number> =>
  option((given, layer, name) => {
    if (typeof given === 'number' && given >= 0 && (most === 1 ? given <= 1 : given < 1)) return given;
    throw new Error(
      `${layer}: ${name} is the share that is dropped, from 0 up to 1 (0.4 drops 40 %). Received: ${received(given)}.`,
    );
  });

/** A size for each axis, null for the input's own; 1 where all along the axis share what is drawn. */
export const noiseShape = (): Option<(number | null)[] | null> =>
  optional(
    option((given, layer, name) => {
      const isSize = (one: unknown): boolean =>
        one === null || (Number.isInteger(one) && (one as number) > 0);
      if (Array.isArray(given) && given.every(isSize)) return [...given] as (number | null)[];
      throw new Error(
        `${layer}: ${name} must be a list of sizes, null for the input's own. Received: ${received(given)}.`,
      );
    }),
  );

/** The sizes of what is drawn for an input. */
export function drawnShape(
  layer: string,
  wanted: readonly (number | null)[] | null,
  shape: readonly number[],
): number[] {
  if (wanted === null) return [...shape];
  const fits = wanted.every((size, axis) => size === null || size === 1 || size === shape[axis]);
  if (fits && wanted.length === shape.length) return shape.map((size, axis) => wanted[axis] ?? size);
  throw new Error(
    `${layer}: noiseShape must have a size for each axis of the input: 1, null or the input's. Received: [${wanted.map((size) => size ?? 'null')}] for an input of [${shape}].`,
  );
}

/** Options by name, where a number alone is the rate. */
export const rateArgs = <A extends object>(args: A | number): A | { rate: number } =>
  typeof args === 'number' ? { rate: args } : args;
