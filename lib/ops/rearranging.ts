// Other shapes, parts and joins.
import { type Axes, type Result, run, type TensorInput } from './run.js';

/**
 * The same numbers in another shape; one size may be -1. Keras: `ops.reshape`.
 * @example ops.reshape([1, 2, 3, 4], [2, 2]).print()
 */
export function reshape<X extends TensorInput>(x: X, newshape: readonly (number | null)[]): Result<X> {
  return run('Reshape', [x], { newshape });
}

/**
 * All numbers in one row. Keras: `ops.ravel`.
 * @example ops.ravel([[1, 2], [3, 4]]).print()
 */
export function ravel<X extends TensorInput>(x: X): Result<X> {
  return run('Ravel', [x]);
}

/**
 * Axes in another order: turned round by default. Keras: `ops.transpose`.
 * @example ops.transpose([[1, 2], [3, 4]]).print()
 */
export function transpose<X extends TensorInput>(x: X, options: { axes?: number[] } = {}): Result<X> {
  return run('Transpose', [x], options);
}

/**
 * Two axes in each other's place. Keras: `ops.swapaxes`.
 * @example ops.swapaxes([[1, 2]], 0, 1).print()
 */
export function swapaxes<X extends TensorInput>(x: X, axis1: number, axis2: number): Result<X> {
  return run('Swapaxes', [x], { axis1, axis2 });
}

/**
 * Axes at other places. Keras: `ops.moveaxis`.
 * @example ops.moveaxis([[[1, 2]]], 2, 0).print()
 */
export function moveaxis<X extends TensorInput>(
  x: X,
  source: number | number[],
  destination: number | number[],
): Result<X> {
  return run('Moveaxis', [x], { source, destination });
}

/**
 * With a new axis of size 1. Keras: `ops.expand_dims`.
 * @example ops.expandDims([1, 2], 0).print()
 */
export function expandDims<X extends TensorInput>(x: X, axis: number | number[]): Result<X> {
  return run('ExpandDims', [x], { axis });
}

/**
 * Without axes of size 1. Keras: `ops.squeeze`.
 * @example ops.squeeze([[1, 2]]).print()
 */
export function squeeze<X extends TensorInput>(x: X, options: { axis?: Axes } = {}): Result<X> {
  return run('Squeeze', [x], options);
}

/**
 * Repeated to a shape. Keras: `ops.broadcast_to`.
 * @example ops.broadcastTo([1, 2], [3, 2]).print()
 */
export function broadcastTo<X extends TensorInput>(x: X, shape: number[]): Result<X> {
  return run('BroadcastTo', [x], { shape });
}

/**
 * Turned round along axes. Keras: `ops.flip`.
 * @example ops.flip([1, 2, 3]).print()
 */
export function flip<X extends TensorInput>(x: X, options: { axis?: Axes } = {}): Result<X> {
  return run('Flip', [x], options);
}

/**
 * Left and right changed. Keras: `ops.fliplr`.
 * @example ops.fliplr([[1, 2]]).print()
 */
export function fliplr<X extends TensorInput>(x: X): Result<X> {
  return run('Fliplr', [x]);
}

/**
 * Above and below changed. Keras: `ops.flipud`.
 * @example ops.flipud([[1], [2]]).print()
 */
export function flipud<X extends TensorInput>(x: X): Result<X> {
  return run('Flipud', [x]);
}

/**
 * Moved on; what leaves at one end comes in at the other. Keras: `ops.roll`.
 * @example ops.roll([1, 2, 3], 1).print()
 */
export function roll<X extends TensorInput>(
  x: X,
  shift: number | number[],
  options: { axis?: Axes } = {},
): Result<X> {
  return run('Roll', [x], { shift, ...options });
}

/**
 * Turned by k quarters. Keras: `ops.rot90`.
 * @example ops.rot90([[1, 2], [3, 4]]).print()
 */
export function rot90<X extends TensorInput>(
  array: X,
  options: { k?: number; axes?: [number, number] } = {},
): Result<X> {
  return run('Rot90', [array], options);
}

/**
 * Each number, or part along an axis, some times in a row. Keras: `ops.repeat`.
 * @example ops.repeat([1, 2], 2).print()
 */
export function repeat<X extends TensorInput>(
  x: X,
  repeats: number | number[],
  options: { axis?: number | null } = {},
): Result<X> {
  return run('Repeat', [x], { repeats, ...options });
}

/**
 * The whole some times. Keras: `ops.tile`.
 * @example ops.tile([1, 2], 2).print()
 */
export function tile<X extends TensorInput>(x: X, repeats: number | number[]): Result<X> {
  return run('Tile', [x], { repeats });
}

/**
 * With numbers before and after along each axis. Keras: `ops.pad`.
 * @example ops.pad([1, 2], 1).print()
 */
export function pad<X extends TensorInput>(
  x: X,
  padWidth: number | readonly (readonly [number, number])[],
  options: { mode?: 'constant' | 'reflect' | 'symmetric'; constantValues?: number } = {},
): Result<X> {
  const { constantValues, ...settings } = options;
  return run('Pad', [x, constantValues], { padWidth, ...settings });
}

/**
 * One after the other along an axis. Keras: `ops.concatenate`.
 * @example ops.concatenate([[1, 2], [3]]).print()
 */
export function concatenate<X extends TensorInput>(
  xs: readonly X[],
  options: { axis?: number } = {},
): Result<X> {
  return run('Concatenate', [xs], options);
}

/**
 * Beside each other along a new axis. Keras: `ops.stack`.
 * @example ops.stack([[1, 2], [3, 4]]).print()
 */
export function stack<X extends TensorInput>(x: readonly X[], options: { axis?: number } = {}): Result<X> {
  return run('Stack', [x], options);
}

/**
 * The one after the other; without `axis`, all in one row. Keras: `ops.append`.
 * @example ops.append([1, 2], [3]).print()
 */
export function append<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { axis?: number } = {},
): Result<X1 | X2> {
  return run('Append', [x1, x2], options);
}

/**
 * Beside each other. Keras: `ops.hstack`.
 * @example ops.hstack([[1, 2], [3]]).print()
 */
export function hstack<X extends TensorInput>(xs: readonly X[]): Result<X> {
  return run('Hstack', [xs]);
}

/**
 * Below each other. Keras: `ops.vstack`.
 * @example ops.vstack([[1, 2], [3, 4]]).print()
 */
export function vstack<X extends TensorInput>(xs: readonly X[]): Result<X> {
  return run('Vstack', [xs]);
}

/**
 * Behind each other. Keras: `ops.dstack`.
 * @example ops.dstack([[1, 2], [3, 4]]).print()
 */
export function dstack<X extends TensorInput>(xs: readonly X[]): Result<X> {
  return run('Dstack', [xs]);
}

/**
 * In so many equal parts, or at places. Keras: `ops.split`.
 * @example ops.split([1, 2, 3, 4], 2)[1]!.print()
 */
export function split<X extends TensorInput>(
  x: X,
  indicesOrSections: number | number[],
  options: { axis?: number } = {},
): Result<X>[] {
  return run('Split', [x], { indicesOrSections, ...options });
}

/**
 * In so many parts, as equal as can be. Keras: `ops.array_split`.
 * @example ops.arraySplit([1, 2, 3], 2)[0]!.print()
 */
export function arraySplit<X extends TensorInput>(
  x: X,
  indicesOrSections: number | number[],
  options: { axis?: number } = {},
): Result<X>[] {
  return run('ArraySplit', [x], { indicesOrSections, ...options });
}

/**
 * In parts beside each other. Keras: `ops.hsplit`.
 * @example ops.hsplit([[1, 2]], 2)[1]!.print()
 */
export function hsplit<X extends TensorInput>(x: X, indicesOrSections: number | number[]): Result<X>[] {
  return run('Hsplit', [x], { indicesOrSections });
}

/**
 * In parts below each other. Keras: `ops.vsplit`.
 * @example ops.vsplit([[1], [2]], 2)[1]!.print()
 */
export function vsplit<X extends TensorInput>(x: X, indicesOrSections: number | number[]): Result<X>[] {
  return run('Vsplit', [x], { indicesOrSections });
}

/**
 * In parts behind each other. Keras: `ops.dsplit`.
 * @example ops.dsplit([[[1, 2]]], 2)[1]!.print()
 */
export function dsplit<X extends TensorInput>(x: X, indicesOrSections: number | number[]): Result<X>[] {
  return run('Dsplit', [x], { indicesOrSections });
}

/**
 * The parts along an axis, without it. Keras: `ops.unstack`.
 * @example ops.unstack([[1, 2], [3, 4]])[0]!.print()
 */
export function unstack<X extends TensorInput>(
  x: X,
  options: { num?: number; axis?: number } = {},
): Result<X>[] {
  return run('Unstack', [x], options);
}

/**
 * The numbers, or parts along an axis, at places; those below 0 count from the end. Keras: `ops.take`.
 * @example ops.take([5, 6, 7], [2, 0]).print()
 */
export function take<X1 extends TensorInput, X2 extends TensorInput>(
  x: X1,
  indices: X2,
  options: { axis?: number | null } = {},
): Result<X1 | X2> {
  return run('Take', [x, indices], options);
}

/**
 * Numbers at places of each row's own. Keras: `ops.take_along_axis`.
 * @example ops.takeAlongAxis([[5, 6], [7, 8]], tf.tensor2d([[1], [0]], [2, 1], 'int32'), { axis: 1 }).print()
 */
export function takeAlongAxis<X1 extends TensorInput, X2 extends TensorInput>(
  x: X1,
  indices: X2,
  options: { axis?: number | null } = {},
): Result<X1 | X2> {
  return run('TakeAlongAxis', [x, indices], options);
}

/**
 * A part, from places on and so large. Keras: `ops.slice`.
 * @example ops.slice([1, 2, 3, 4], [1], [2]).print()
 */
export function slice<X extends TensorInput>(
  inputs: X,
  startIndices: readonly number[],
  shape: readonly number[],
): Result<X> {
  return run('Slice', [inputs, startIndices], { shape });
}

/**
 * With other numbers from places on. Keras: `ops.slice_update`.
 * @example ops.sliceUpdate([1, 2, 3, 4], [1], [8, 9]).print()
 */
export function sliceUpdate<X1 extends TensorInput, X2 extends TensorInput>(
  inputs: X1,
  startIndices: readonly number[],
  updates: X2,
): Result<X1 | X2> {
  return run('SliceUpdate', [inputs, startIndices, updates]);
}

/**
 * A tensor of zeros, but for values at places; those at one place are added up. Keras: `ops.scatter`.
 * @example ops.scatter(tf.tensor2d([[1], [3]], [2, 1], 'int32'), [5, 6], [4]).print()
 */
export function scatter<X1 extends TensorInput, X2 extends TensorInput>(
  indices: X1,
  values: X2,
  shape: number[],
): Result<X1 | X2> {
  return run('Scatter', [indices, values], { shape });
}

/**
 * With other numbers at places, or with these added. Keras: `ops.scatter_update`.
 * @example ops.scatterUpdate([0, 0, 0], tf.tensor2d([[1]], [1, 1], 'int32'), [5]).print()
 */
export function scatterUpdate<X1 extends TensorInput, X2 extends TensorInput, X3 extends TensorInput>(
  inputs: X1,
  indices: X2,
  updates: X3,
  options: { reduction?: 'add' } = {},
): Result<X1 | X2 | X3> {
  return run('ScatterUpdate', [inputs, indices, updates], options);
}

/**
 * Differences of neighbours, n times over. Keras: `ops.diff`.
 * @example ops.diff([1, 4, 9]).print()
 */
export function diff<X extends TensorInput>(a: X, options: { n?: number; axis?: number } = {}): Result<X> {
  return run('Diff', [a], options);
}

/**
 * The coordinates of all points of a grid. Keras: `ops.meshgrid`.
 * @example ops.meshgrid([1, 2], [3, 4])[0]!.print()
 */
export function meshgrid<X extends TensorInput>(...x: X[]): Result<X>[] {
  return run('Meshgrid', [...x]);
}

/**
 * Windows over the last axis. Keras: `ops.extract_sequences`.
 * @example ops.extractSequences([1, 2, 3, 4], 2, 1).print()
 */
export function extractSequences<X extends TensorInput>(
  x: X,
  sequenceLength: number,
  sequenceStride: number,
): Result<X> {
  return run('ExtractSequences', [x], { sequenceLength, sequenceStride });
}
