// Causal convolution over time, which tfjs names but does not carry out: zeros before the first step, so that no
// output sees what comes after it.
import { tf } from '../tf.js';

interface Conv1D {
  padding: string;
  kernelSize: number[];
  dilationRate: number | number[];
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor;
  computeOutputShape(shape: (number | null)[]): (number | null)[];
}

const prototype = Object.getPrototypeOf(tf.layers.conv1d({ filters: 1, kernelSize: 1 })) as Conv1D;
const { call, computeOutputShape } = prototype;

prototype.call = function (this: Conv1D, inputs, kwargs) {
  if (this.padding !== 'causal') return call.call(this, inputs, kwargs);
  return tf.tidy(() => {
    const input = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor3D;
    const dilation = [this.dilationRate].flat()[0] ?? 1;
    const before = (this.kernelSize[0]! - 1) * dilation;
    const padded = tf.pad3d(input, [
      [0, 0],
      [before, 0],
      [0, 0],
    ]);
    return as(this, 'valid', () => call.call(this, padded, kwargs));
  });
};

/** As many steps come out as with `same`. */
prototype.computeOutputShape = function (this: Conv1D, shape) {
  if (this.padding !== 'causal') return computeOutputShape.call(this, shape);
  return as(this, 'same', () => computeOutputShape.call(this, shape));
};

function as<T>(layer: Conv1D, padding: string, run: () => T): T {
  layer.padding = padding;
  try {
    return run();
  } finally {
    layer.padding = 'causal';
  }
}
