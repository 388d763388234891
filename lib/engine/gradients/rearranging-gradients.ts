// Gradients of ops that move values: each value's gradient goes back to where the value came from. TensorFlow.js lacks
// those of strided slices and of depth to space, and gives mirrored values none.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';
import { alongAxis, padded, part } from './along-axis.js';

export const rearrangingGradients = {
  MirrorPad: {
    gradFunc: (dy, _saved, attributes) => {
      const { paddings, mode } = attributes as object as Mirroring;
      const skipped = mode === 'reflect' ? 1 : 0;
      const fold = (gradient: tf.Tensor, sides: readonly [number, number], axis: number): tf.Tensor =>
        sides[0] + sides[1] === 0
          ? gradient
          : alongAxis(gradient, axis, (lines) => folded(lines, sides, skipped));
      return { x: () => paddings.reduce(fold, tf.clone(dy as tf.Tensor)) };
    },
  },

  StridedSlice: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => unsliced(dy as tf.Tensor, x!.shape, attributes as object as Slicing),
    }),
  },

  DepthToSpace: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { blockSize, dataFormat }) => ({
      x: () => spaceToDepth(dy as tf.Tensor, x!.shape, blockSize as number, dataFormat as string),
    }),
  },

  Tile: {
    inputsToSave: ['x'],
    gradFunc: (gradient, [x], attributes) => {
      const [dy, reps] = [gradient as tf.Tensor, attributes.reps as number[]];
      const isGone = reps.includes(0);
      return { x: () => (isGone ? tf.zeros(x!.shape) : reps.reduce(added, tf.clone(dy))) };
    },
  },

  // TensorFlow.js passes the gradient of a single part by itself, not in a list.
  Unpack: {
    gradFunc: (dy, _saved, { axis }) => ({ value: () => tf.stack([dy].flat(), axis as number) }),
  },

  SplitV: {
    gradFunc: (dy, _saved, { axis }) => ({ x: () => tf.concat([dy].flat(), axis as number) }),
  },

  Diag: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => diagonal(dy as tf.Tensor, x!.shape) }),
  },

  FlipLeftRight: {
    gradFunc: (dy) => ({ image: () => tf.image.flipLeftRight(dy as tf.Tensor4D) }),
  },
} satisfies Rules;

// ── Mirrored padding ──

interface Mirroring {
  readonly paddings: readonly [before: number, after: number][];
  readonly mode: 'reflect' | 'symmetric';
}

/** What was mirrored to both sides, folded back; `skipped` is how many values at the edge were not mirrored. */
function folded(
  lines: tf.Tensor3D,
  [before, after]: readonly [number, number],
  skipped: number,
): tf.Tensor3D {
  const size = lines.shape[1] - before - after;
  const mirrored = (start: number, count: number): tf.Tensor3D => tf.reverse(part(lines, start, count), 1);
  let sum: tf.Tensor3D = part(lines, before, size);
  if (before > 0) sum = tf.add(sum, padded(mirrored(0, before), skipped, size - skipped - before));
  if (after > 0) sum = tf.add(sum, padded(mirrored(before + size, after), size - skipped - after, skipped));
  return sum;
}

// ── Strided slices ──

interface Slicing {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

function unsliced(dy: tf.Tensor, shape: number[], given: Slicing): tf.Tensor {
  const { begin, end, strides } = tf.slice_util.sliceInfo(
    shape,
    given.begin,
    given.end,
    given.strides,
    given.beginMask,
    given.endMask,
    given.ellipsisMask,
    given.newAxisMask,
    given.shrinkAxisMask,
  );
  if (dy.size === 0) return tf.zeros(shape);
  const sliced = shape.map((_, axis) => Math.ceil((end[axis]! - begin[axis]!) / strides[axis]!));
  return shape.reduce(
    (gradient: tf.Tensor, size, axis) =>
      alongAxis(gradient, axis, (lines) => spread(lines, begin[axis]!, strides[axis]!, size)),
    tf.reshape(dy, sliced),
  );
}

/** Each value at its place in a line of `size`, zeros between. */
function spread(lines: tf.Tensor3D, begin: number, stride: number, size: number): tf.Tensor3D {
  if (stride < 0) {
    const first = begin + (lines.shape[1] - 1) * stride;
    return spread(tf.reverse(lines, 1), first, -stride, size);
  }
  const apart = withGaps(lines, stride);
  return padded(apart, begin, size - begin - apart.shape[1]);
}

function withGaps(lines: tf.Tensor3D, stride: number): tf.Tensor3D {
  if (stride === 1) return lines;
  const [outer, count, inner] = lines.shape;
  const single = tf.reshape<tf.Rank.R3>(lines, [outer * count, 1, inner]);
  const apart = tf.reshape<tf.Rank.R3>(padded(single, 0, stride - 1), [outer, count * stride, inner]);
  return part(apart, 0, (count - 1) * stride + 1);
}

// ── Depth to space ──

function spaceToDepth(dy: tf.Tensor, shape: number[], block: number, dataFormat: string): tf.Tensor {
  if (dataFormat === 'NCHW') {
    const [batch, depth, height, width] = shape as [number, number, number, number];
    const blocks = tf.reshape(dy, [batch, depth / block ** 2, height, block, width, block]);
    return tf.reshape(tf.transpose(blocks, [0, 3, 5, 1, 2, 4]), shape);
  }
  const [batch, height, width, depth] = shape as [number, number, number, number];
  const blocks = tf.reshape(dy, [batch, height, block, width, block, depth / block ** 2]);
  return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), shape);
}

// ── Repeating ──

/** The repetitions along an axis, added up. */
function added(dy: tf.Tensor, count: number, axis: number): tf.Tensor {
  if (count === 1) return dy;
  const size = dy.shape[axis]! / count;
  const [before, after] = [dy.shape.slice(0, axis), dy.shape.slice(axis + 1)];
  const outer = tf.util.sizeFromShape(before);
  const repeated = tf.reshape(dy, [outer, count, size * tf.util.sizeFromShape(after)]);
  return tf.reshape(tf.sum(repeated, 1), [...before, size, ...after]);
}

// ── Diagonals ──

/** Of [...shape, ...shape], each value's own place. */
function diagonal(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const lines = tf.reshape(tf.pad(tf.reshape(dy, [size * size]), [[0, size]]), [size, size + 1]);
  return tf.reshape(tf.slice(lines, [0, 0], [size, 1]), shape);
}
