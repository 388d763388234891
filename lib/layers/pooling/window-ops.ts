// The greatest value and the mean of each window, of images and of volumes.
import { tf } from '../../tf.js';
import '../../engine/gradients/register.js';
import type { Window } from './window.js';

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

export function greatest(input: tf.Tensor, window: Window): tf.Tensor {
  const { size, strides, padding } = window;
  if (input.rank === 4) return tf.maxPool(input as tf.Tensor4D, size as Pair, strides as Pair, padding);
  return tf.getBackend() === 'tensorflow'
    ? tf.maxPool3d(input as tf.Tensor5D, size as Triple, strides as Triple, padding)
    : greatestByPlanes(input, window);
}

/**
 * Of each plane of a volume, then along its depth: in volumes TensorFlow.js' own backends place some windows wrongly,
 * and the gradient where a window is not as high as wide.
 */
function greatestByPlanes(input: tf.Tensor, { size, strides, padding }: Window): tf.Tensor {
  const [samples, depth, height, width, channels] = input.shape as [number, number, number, number, number];
  const planes = greatest(tf.reshape(input, [samples * depth, height, width, channels]), {
    size: size.slice(1),
    strides: strides.slice(1),
    padding,
  });
  const [, rows, columns] = planes.shape as [number, number, number, number];
  const stacks = greatest(tf.reshape(planes, [samples, depth, 1, rows * columns * channels]), {
    size: [size[0]!, 1],
    strides: [strides[0]!, 1],
    padding,
  });
  return tf.reshape(stacks, [samples, stacks.shape[1]!, rows, columns, channels]);
}

export const smallest = (input: tf.Tensor, window: Window): tf.Tensor =>
  tf.neg(greatest(tf.neg(input), window));

export function mean(input: tf.Tensor, window: Window): tf.Tensor {
  // TensorFlow.js' own backends get the gradient wrong where a window reaches over the edge.
  const reachesOver = window.padding === 'same' && tf.getBackend() !== 'tensorflow';
  return reachesOver ? framedMean(input, window) : plainMean(input, window);
}

function plainMean(input: tf.Tensor, { size, strides, padding }: Window): tf.Tensor {
  return input.rank === 4
    ? tf.avgPool(input as tf.Tensor4D, size as Pair, strides as Pair, padding)
    : tf.avgPool3d(input as tf.Tensor5D, size as Triple, strides as Triple, padding);
}

/** Framed with zeros, so that no window reaches over; then scaled by how much of each window is data. */
function framedMean(input: tf.Tensor, { size, strides }: Window): tf.Tensor {
  const axes = size.map((length, i) => placesOf(input.shape[i + 1]!, length, strides[i]!));
  const framed = tf.pad(input, [[0, 0], ...axes.map(({ frame }) => frame), [0, 0]]);
  const share = axes
    .map(({ counts }, i) => {
      const shape = input.shape.map((_, axis) => (axis === i + 1 ? counts.length : 1));
      return tf.tensor(
        counts.map((count) => count / size[i]!),
        shape,
      );
    })
    .reduce((product, one) => tf.mul(product, one));
  return tf.div(plainMean(framed, { size, strides, padding: 'valid' }), share);
}

/** Along one axis with padding 'same': the zeros before and after, and how much data each window holds. */
function placesOf(length: number, size: number, stride: number): { frame: Pair; counts: number[] } {
  const places = Math.ceil(length / stride);
  const missing = Math.max((places - 1) * stride + size - length, 0);
  const before = Math.floor(missing / 2);
  const counts = Array.from({ length: places }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + size, length) - Math.max(start, 0);
  });
  return { frame: [before, missing - before], counts };
}
