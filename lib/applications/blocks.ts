// What the networks' blocks are made of: layers one after the other, and a few that come again and again.
import type { Layer } from '../layers/base/layer.js';
import * as layers from '../layers/layers.js';
import type { tf } from '../tf.js';

/** A place in a network. */
export type Place = tf.SymbolicTensor;

/** A part of a network: from a place to the next. */
export type Part = (x: Place) => Place;

/** One layer after the other. */
export const through = (x: Place, ...steps: readonly Layer[]): Place =>
  steps.reduce((at, layer) => layer.apply(at) as Place, x);

/** One part after the other. */
export const along = (x: Place, ...parts: readonly Part[]): Place => parts.reduce((at, part) => part(at), x);

/** Number of channels, which come last. */
export const channelsOf = (x: Place): number => x.shape.at(-1)!;

/** Height and width; null where images of any size go in. */
export const sidesOf = (x: Place): [number | null, number | null] => [x.shape[1]!, x.shape[2]!];

type ConvArgs = Parameters<typeof layers.conv2d>[0];

/** A convolution without a bias, as it stands before a normalization. */
export const plainConv = (
  filters: number,
  kernelSize: number | [number, number],
  args: Omit<Partial<ConvArgs>, 'filters' | 'kernelSize'> = {},
): Layer => layers.conv2d({ filters, kernelSize, useBias: false, ...args } as ConvArgs);

/** The mean of all pixels, a channel. */
export const mean = (name?: string, keepdims = false): Layer =>
  layers.globalAveragePooling2d({ name, keepdims });

/** Whole multiples of `divisor`, no more than a tenth below what was wanted. */
export function roundedTo(divisor: number, wanted: number): number {
  const nearest = Math.max(divisor, Math.floor(Math.trunc(wanted + divisor / 2) / divisor) * divisor);
  return nearest < 0.9 * wanted ? nearest + divisor : nearest;
}

/** Padded for a convolution with steps of 2, so that it stands as TensorFlow's `same` puts it. */
export const paddedForSteps = (x: Place, kernel: number, name: string): Place =>
  through(x, layers.zeroPadding2d({ padding: beforeSteps(x, kernel), name }));

function beforeSteps(x: Place, kernel: number): [[number, number], [number, number]] {
  const half = Math.floor(kernel / 2);
  const [rows, columns] = sidesOf(x);
  // Where the height is not known Keras takes both sides as even.
  const first = (side: number | null): number => half - (rows === null || side === null ? 1 : 1 - (side % 2));
  return [
    [first(rows), half],
    [first(columns), half],
  ];
}
