// What layers share that make one tensor of several: which inputs they take, and the shape, type and mask of what they
// give.
import type { Mask } from '../../core/masks.js';
import { type Shape, shapeText } from '../../core/shape.js';
import { tf } from '../../tf.js';

/** Float where any input is, else integer. */
export function joinedType(types: readonly tf.DataType[]): tf.DataType {
  return types.find((type) => type === 'float32') ?? types.find((type) => type === 'int32') ?? types[0]!;
}

/** Throws unless a layer was given as many inputs as it takes; by default any number but none. */
export function checkCount(maker: string, given: number, expected?: number): void {
  if (expected === undefined ? given > 0 : given === expected) return;
  throw new Error(
    `${maker}: inputs must be a list, expected ${expected ?? 'at least one'} tensor${expected ? 's' : ''}. ` +
      `Received: ${given}. Call it as layer.apply([a, b]).`,
  );
}

/** The shape of an element-wise result. Samples count apart: the rest is broadcast from the last axis. */
export function broadcastShape(maker: string, shapes: readonly Shape[]): Shape {
  const samples = new Set(shapes.map(([size]) => size).filter((size) => size != null));
  const rest = shapes.map((shape) => shape.slice(1));
  const [first] = samples;
  return [samples.size === 1 ? first! : null, ...rest.reduce((a, b) => broadcast(maker, a, b, shapes))];
}

function broadcast(maker: string, a: Shape, b: Shape, all: readonly Shape[]): Shape {
  if (a.length < b.length) return broadcast(maker, b, a, all);
  const added = a.length - b.length;
  return a.map((size, axis) => {
    const other = axis < added ? 1 : b[axis - added]!;
    if (other === 1 && axis < added) return size;
    if (size === null || other === null) return null;
    if (size === 1 || other === 1 || size === other) return size === 1 ? other : size;
    throw new Error(
      `${maker}: inputs must have shapes that agree, or sizes of 1 where they do not. Received: ${all.map(shapeText).join(' and ')}.`,
    );
  });
}

/** Throws where inputs hold different numbers of samples. */
export function checkSamples(maker: string, shapes: readonly Shape[]): void {
  const counts = new Set(shapes.map(([size]) => size).filter((size) => size != null));
  if (counts.size <= 1) return;
  throw new Error(
    `${maker}: inputs must hold as many samples as each other. Received: ${shapes.map(shapeText).join(' and ')}.`,
  );
}

/** Axes of size 1 after the samples, until the tensor has `rank` axes. */
export function withRank(tensor: tf.Tensor, rank: number): tf.Tensor {
  if (tensor.rank === rank) return tensor;
  const [samples, ...rest] = tensor.shape;
  return tf.reshape(tensor, [samples!, ...ones(rank - tensor.rank), ...rest]);
}

/** A mask with axes of size 1 at its end, to choose among the values of a tensor of `rank` axes. */
export function maskWithRank(mask: tf.Tensor, rank: number): tf.Tensor {
  const bool = mask.dtype === 'bool' ? mask : tf.cast(mask, 'bool');
  return mask.rank >= rank ? bool : tf.reshape(bool, [...mask.shape, ...ones(rank - mask.rank)]);
}

/** Steps that count in any input; null where all steps of one do. */
export function anyMask(masks: readonly Mask[]): Mask {
  if (!isAll(masks) || masks.length === 0) return null;
  const rank = Math.max(...masks.map((mask) => mask.rank));
  return masks.map((mask) => withRank(tf.cast(mask, 'bool'), rank)).reduce((a, b) => tf.logicalOr(a, b));
}

export function isAll(masks: readonly Mask[]): masks is tf.Tensor[] {
  return masks.every((mask) => mask !== null);
}

const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
