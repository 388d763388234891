// The gradients of max pooling by other ops, on their backend: cpu's of volumes mistakes places of windows that are no
// cubes, wasm's leave windows of negative values out, TensorFlow's know no padding in numbers.
import type { KernelConfig, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { greatestPlaces, patches, poolWindows } from '../windows.js';

export function maxPoolBackwards(
  kernelName: 'MaxPoolGrad' | 'MaxPool3DGrad',
  backendName: 'cpu' | 'wasm' | 'tensorflow',
): KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, input } = inputs as NamedTensorInfoMap as Record<'dy' | 'input', Tensor>;
      return tf.tidy(() => spread(dy, input, attrs as object));
    },
  };
}

/** What each window's output asks for goes to the first of its greatest values. */
function spread(dy: Tensor, x: Tensor, attributes: object): Tensor {
  const windows = poolWindows(x.shape, attributes);
  const isGreatest = greatestPlaces(patches(x, windows, Number.NEGATIVE_INFINITY));
  const cells = tf.reshape(tf.range(0, x.size, 1, 'float32'), x.shape);
  const places = tf.sum(tf.mul(isGreatest, patches(cells, windows, 0)), -1);
  const lists = tf.reshape(tf.cast(places, 'int32'), [-1, 1]);
  return tf.reshape(tf.scatterND(lists, tf.reshape(dy, [-1]), [x.size]), x.shape);
}
