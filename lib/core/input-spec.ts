// What a layer takes, and what is said of data that it does not take.
import { type Shape, shapeText } from './shape.js';

/** What the one input of a layer must be like. */
export interface InputSpec {
  /** Number of axes, the samples' included. */
  readonly ndim?: number;
  readonly minNDim?: number;
  /** Sizes that axes must have; negative ones count from the end. */
  readonly axes?: { readonly [axis: number]: number };
}

const forms: Record<number, string> = {
  2: 'one row of numbers a sample: [samples, features]',
  3: 'sequences: [samples, steps, features]',
  4: 'images: [samples, height, width, channels]',
  5: 'volumes: [samples, depth, height, width, channels]',
};

/** @param who the layer's class and name, for the message */
export function checkInput(who: string, shape: Shape, { ndim, minNDim, axes }: InputSpec): void {
  const { length } = shape;
  if (ndim !== undefined && ndim !== length) throw wrongAxes(who, shape, ndim, forms[ndim]);
  if (minNDim !== undefined && length < minNDim)
    throw wrongAxes(who, shape, minNDim, `data with at least ${minNDim} axes`);
  for (const [axis, size] of Object.entries(axes ?? {})) {
    const given = shape.at(Number(axis));
    if (given == null || given === size) continue;
    throw new Error(
      `${who} was made for inputs whose axis ${axis} has the size ${size}. Received: ${shapeText(shape)}.`,
    );
  }
}

function wrongAxes(who: string, shape: Shape, expected: number, form = `data with ${expected} axes`): Error {
  return new Error(`${who} takes ${form}. Received: ${shapeText(shape)}.${remedy(shape.length, expected)}`);
}

function remedy(axes: number, expected: number): string {
  if (expected === 2 && axes > 2) return ' Put layers.flatten() before it.';
  if (expected === 4 && axes === 3) return ' Grey images have one channel: inputShape [height, width, 1].';
  if (expected === 3 && axes === 2)
    return ' A recurrent layer before it needs returnSequences: true; rows become steps by layers.reshape.';
  return axes < expected ? ' Give it the shape by layers.reshape({ targetShape: […] }).' : '';
}
