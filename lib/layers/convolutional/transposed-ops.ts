// Transposed convolutions with the channels last, over one to three axes: each cell of the input is spread over the
// output by the kernel.

import { checkVolumesBackward } from '../../engine/gradients/convolution-gradients.js';
import { phasesOf } from '../../engine/gradients/phases.js';
import { tf } from '../../tf.js';
import { cutBefore } from './output-length.js';
import { along, onPlanes, planeKernel, type Window } from './planes.js';

/**
 * @param kernel [sizes …, filters, channels]
 * @param lengths the output's sizes
 */
export function transposedConvolution(
  x: tf.Tensor,
  kernel: tf.Tensor,
  window: Window,
  lengths: readonly number[],
): tf.Tensor {
  if (x.rank === 5) {
    checkVolumesBackward('conv3dTranspose');
    return transposed(x, kernel, window, lengths);
  }
  const sizes = x.rank === 3 ? [1, ...lengths] : lengths;
  return onPlanes(x, window, (planes, moved) => transposed(planes, planeKernel(kernel), moved, sizes));
}

function transposed(x: tf.Tensor, kernel: tf.Tensor, window: Window, lengths: readonly number[]): tf.Tensor {
  const kernelSize = kernel.shape.slice(0, lengths.length);
  const windows = lengths.map((_, axis) => along(axis, kernelSize, window));
  const cuts = windows.map((one, axis) => cutBefore(x.shape[axis + 1]!, one, lengths[axis]!));
  if (window.dilationRate.some((rate) => rate > 1))
    return dilated(x, kernel, window.dilationRate, cuts, lengths);
  const { strides, padding } = window;
  // Where strides are larger than the kernel, TensorFlow.js' cpu backend would pad volumes by less than nothing.
  if (x.rank === 4 || padding === 'valid' || windows.every((one) => one.stride <= one.kernel))
    return plain(x, kernel, strides, padding as 'valid' | 'same', lengths);
  const whole = windows.map(
    (one, i) => (x.shape[i + 1]! - 1) * one.stride + Math.max(one.kernel, one.stride),
  );
  return tf.slice(plain(x, kernel, strides, 'valid', whole), [0, ...cuts, 0], [-1, ...lengths, -1]);
}

function plain(
  x: tf.Tensor,
  kernel: tf.Tensor,
  strides: readonly number[],
  padding: 'valid' | 'same',
  lengths: readonly number[],
): tf.Tensor {
  const shape = [x.shape[0]!, ...lengths, kernel.shape.at(-2)!];
  if (x.rank === 5)
    return tf.conv3dTranspose(
      x as tf.Tensor5D,
      kernel as tf.Tensor5D,
      shape as tf.Tensor5D['shape'],
      strides as [number, number, number],
      padding,
    );
  return tf.conv2dTranspose(
    x as tf.Tensor4D,
    kernel as tf.Tensor4D,
    shape as tf.Tensor4D['shape'],
    strides as [number, number],
    padding,
  );
}

/** At strides of 1: each phase of the input is spread over one phase of the output. */
function dilated(
  x: tf.Tensor,
  kernel: tf.Tensor,
  dilationRate: readonly number[],
  cuts: readonly number[],
  lengths: readonly number[],
): tf.Tensor {
  const unpadded = lengths.map(() => [0, 0] as const);
  const { rates, paddings } = phasesOf(x.shape.slice(1, -1), dilationRate, unpadded);
  const phases = tf.spaceToBatchND(x, rates, paddings);
  const ones = rates.map(() => 1);
  const spread = phases.shape.slice(1, -1).map((length, axis) => length + kernel.shape[axis]! - 1);
  const crops = spread.map((length, axis) => {
    const [before, kept] = [cuts[axis]!, lengths[axis]!];
    return [before, length * rates[axis]! - before - kept];
  });
  return tf.batchToSpaceND(plain(phases, kernel, ones, 'valid', spread), rates, crops);
}
