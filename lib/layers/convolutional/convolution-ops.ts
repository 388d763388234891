// Convolutions with the channels last, over one to three axes, in every combination of strides, padding, dilation
// and groups, all of which can be trained. TensorFlow knows neither groups, nor dilated convolutions of volumes, nor
// depthwise ones that are dilated or of unequal strides: these are made of plain convolutions.
import { tf } from '../../tf.js';
import '../../engine/gradients/register.js';
import { phasesOf } from '../../engine/gradients/phases.js';
import { paddingOf } from './output-length.js';
import { along, onPlanes, planeKernel, type Window } from './planes.js';

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

/** @param kernel [sizes …, channels in a group, filters] */
export function convolution(x: tf.Tensor, kernel: tf.Tensor, window: Window, groups: number): tf.Tensor {
  if (x.rank === 5) {
    const whole = kernel as tf.Tensor5D;
    return convolve(x, groups === 1 ? overVolumes(whole) : grouped(whole, groups, overVolumes), window);
  }
  return onPlanes(x, window, (planes, moved) => convolve(planes, planar(planeKernel(kernel), groups), moved));
}

/** @param kernel [sizes …, channels, filters for each channel] */
export function depthwiseConvolution(x: tf.Tensor, kernel: tf.Tensor, window: Window): tf.Tensor {
  return onPlanes(x, window, (planes, moved) => convolve(planes, depthwise(planeKernel(kernel)), moved));
}

/** A depthwise convolution, and a mix of the channels that it gives: [1 …, channels, filters]. */
export function separableConvolution(
  x: tf.Tensor,
  kernel: tf.Tensor,
  mix: tf.Tensor,
  window: Window,
): tf.Tensor {
  return onPlanes(x, window, (planes, moved) => {
    const channels = convolve(planes, depthwise(planeKernel(kernel)), moved);
    return tf.conv2d(channels as tf.Tensor4D, planeKernel(mix), 1, 'valid');
  });
}

// ── Plain convolutions: what TensorFlow computes and trains by itself ──

interface Plain {
  readonly kernelSize: readonly number[];
  takes(window: Window): boolean;
  run(x: tf.Tensor, window: Window): tf.Tensor;
}

function planar(kernel: tf.Tensor4D, groups: number): Plain {
  const [height, width, channels, filters] = kernel.shape;
  if (groups === 1) return overPlanes(kernel);
  if (channels > 1) return grouped(kernel, groups, overPlanes);
  return depthwise(tf.reshape(kernel, [height, width, groups, filters / groups]));
}

const overPlanes = (kernel: tf.Tensor4D): Plain => ({
  kernelSize: kernel.shape.slice(0, 2),
  takes: (window) => isPadded(window, kernel.shape),
  run: (x, { strides, padding, dilationRate }) =>
    tf.conv2d(
      x as tf.Tensor4D,
      kernel,
      strides as Pair,
      padding as 'valid' | 'same',
      'NHWC',
      dilationRate as Pair,
    ),
});

const overVolumes = (kernel: tf.Tensor5D): Plain => ({
  kernelSize: kernel.shape.slice(0, 3),
  takes: (window) => !isDilated(window) && isPadded(window, kernel.shape),
  run: (x, { strides, padding }) =>
    tf.conv3d(x as tf.Tensor5D, kernel, strides as Triple, padding as 'valid' | 'same'),
});

const depthwise = (kernel: tf.Tensor4D): Plain => ({
  kernelSize: kernel.shape.slice(0, 2),
  takes: (window) =>
    !isDilated(window) && window.strides[0] === window.strides[1] && isPadded(window, kernel.shape),
  run: (x, { strides, padding }) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, kernel, strides as Pair, padding as 'valid' | 'same'),
});

const isDilated = ({ dilationRate }: Window): boolean => dilationRate.some((rate) => rate > 1);

/** Whether the backend pads rightly. TensorFlow.js' own err where strides are larger than the kernel. */
function isPadded({ padding, strides }: Window, kernelSize: readonly number[]): boolean {
  if (padding !== 'same') return padding === 'valid';
  return tf.getBackend() === 'tensorflow' || strides.every((stride, axis) => stride <= kernelSize[axis]!);
}

/** Each group of channels by filters of its own. */
function grouped<Kernel extends tf.Tensor>(
  kernel: Kernel,
  groups: number,
  plain: (kernel: Kernel) => Plain,
): Plain {
  const plains = tf.split<Kernel>(kernel, groups, -1).map(plain);
  return {
    ...plains[0]!,
    run: (x, window) => {
      const parts = tf.split(x, groups, -1);
      return tf.concat(
        plains.map((one, i) => one.run(parts[i]!, window)),
        -1,
      );
    },
  };
}

// ── What plain convolutions lack ──

function convolve(x: tf.Tensor, plain: Plain, window: Window): tf.Tensor {
  if (plain.takes(window)) return plain.run(x, window);
  const { kernelSize } = plain;
  const { strides, dilationRate } = window;
  const paddings = kernelSize.map((_, axis) =>
    paddingOf(x.shape[axis + 1]!, along(axis, kernelSize, window)),
  );
  const unpadded: Window = { ...window, padding: 'valid' };
  if (plain.takes(unpadded)) return plain.run(padded(x, paddings), unpadded);
  // Without gaps there is one phase, and this only pads.
  const phases = phasesOf(x.shape.slice(1, -1), dilationRate, paddings);
  const ones = strides.map(() => 1);
  const output = plain.run(tf.spaceToBatchND(x, phases.rates, phases.paddings), {
    strides: ones,
    padding: 'valid',
    dilationRate: ones,
  });
  return everyNth(tf.batchToSpaceND(output, phases.rates, phases.crops), strides);
}

function padded(x: tf.Tensor, paddings: readonly (readonly [number, number])[]): tf.Tensor {
  const isFree = paddings.every(([before, after]) => before + after === 0);
  return isFree ? x : tf.pad(x, [[0, 0], ...paddings.map((pair): Pair => [...pair]), [0, 0]]);
}

/** Every so many rows and columns. */
function everyNth(planes: tf.Tensor, strides: readonly number[]): tf.Tensor {
  if (strides.every((stride) => stride === 1)) return planes;
  return tf.avgPool(planes as tf.Tensor4D, 1, strides as Pair, 'valid');
}
