// What convolutions share: how a window moves, and lines seen as planes of height 1, for which TensorFlow has ops.
import { tf } from '../../tf.js';
import type { AxisWindow } from './output-length.js';

/** How a kernel moves over its input: a value for each axis. */
export interface Window {
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same' | 'causal';
  readonly dilationRate: readonly number[];
}

/** The window along one axis. */
export const along = (axis: number, kernelSize: readonly number[], window: Window): AxisWindow => ({
  kernel: kernelSize[axis]!,
  stride: window.strides[axis]!,
  dilation: window.dilationRate[axis]!,
  padding: window.padding,
});

/** Runs a convolution of planes on planes or lines. */
export function onPlanes(
  x: tf.Tensor,
  window: Window,
  run: (planes: tf.Tensor4D, window: Window) => tf.Tensor,
): tf.Tensor {
  if (x.rank !== 3) return run(x as tf.Tensor4D, window);
  const [samples, steps, channels] = x.shape as [number, number, number];
  const output = run(tf.reshape(x, [samples, 1, steps, channels]), {
    // TensorFlow's depthwise op takes equal strides only; at height 1 each gives the same.
    strides: [window.strides[0]!, window.strides[0]!],
    padding: window.padding,
    dilationRate: [1, window.dilationRate[0]!],
  });
  return tf.reshape(output, [samples, ...output.shape.slice(2)]);
}

/** The same for the kernel. */
export function planeKernel(kernel: tf.Tensor): tf.Tensor4D {
  if (kernel.rank === 4) return kernel as tf.Tensor4D;
  return tf.reshape(kernel, [1, ...(kernel.shape as [number, number, number])]);
}
