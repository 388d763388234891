// The gradient of max pooling on wasm, whose kernel gives none to windows in which all values are negative; and the
// gradient of that gradient, which TensorFlow.js lacks.
import { tf } from '../../tf.js';

interface Attributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
}

const { gradFunc } = tf.getGradient('MaxPool');

tf.registerGradient({
  ...tf.getGradient('MaxPool'),
  gradFunc: (dy, saved, attributes) =>
    tf.getBackend() === 'wasm'
      ? { x: () => onWasm(dy as tf.Tensor, saved[0] as tf.Tensor4D, attributes as object as Attributes) }
      : gradFunc(dy, saved, attributes),
});

tf.registerGradient({
  kernelName: 'MaxPoolGrad',
  inputsToSave: ['input', 'output'],
  gradFunc: (outer, [input, output], attributes) => ({
    dy: () =>
      chosen(
        outer as tf.Tensor,
        input as tf.Tensor4D,
        output as tf.Tensor4D,
        attributes as object as Attributes,
      ),
    input: () => tf.zeros(input!.shape),
    output: () => tf.zeros(output!.shape),
  }),
});

/** Of the outer gradient, what lies where `input` has the greatest value of each window. */
function chosen(
  outer: tf.Tensor,
  input: tf.Tensor4D,
  output: tf.Tensor4D,
  attributes: Attributes,
): tf.Tensor {
  const { filterSize, strides, pad } = attributes;
  const isNative = tf.getBackend() === 'tensorflow' && typeof pad === 'string';
  if (isNative)
    return tf.engine().runKernel('MaxPoolGradGrad', { input, output, outer }, { ...attributes }) as tf.Tensor;
  const { indexes } = tf.maxPoolWithArgmax(input, filterSize, strides, pad as 'same' | 'valid', true);
  const places = tf.cast(tf.reshape(indexes!, [-1]), 'int32') as tf.Tensor1D;
  return tf.reshape(tf.gather(tf.reshape(outer, [-1]), places), output.shape);
}

function onWasm(dy: tf.Tensor, x: tf.Tensor4D, attributes: Attributes): tf.Tensor {
  const differentiable = tf.customGrad((given) => ({
    value: gradient(given as tf.Tensor4D, x, attributes),
    gradFunc: (outer: tf.Tensor) => chosen(outer, x, given as tf.Tensor4D, attributes),
  }));
  return differentiable(dy);
}

/** What each window's output asks for goes to the first of its greatest values. */
function gradient(dy: tf.Tensor4D, x: tf.Tensor4D, { filterSize, strides, pad }: Attributes): tf.Tensor4D {
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad);
  const { inChannels, outHeight, outWidth } = info;
  const values = x.dataSync();
  const result = new Float32Array(values.length);
  dy.dataSync().forEach((given, output) => {
    const window = Math.floor(output / inChannels);
    const row = Math.floor(window / outWidth);
    const image = Math.floor(row / outHeight);
    const cells = cellsOf(info, row % outHeight, window % outWidth);
    const first = image * info.inHeight * info.inWidth;
    const places = cells.map((cell) => (first + cell) * inChannels + (output % inChannels));
    const best = places.reduce((a, b) => (values[b]! > values[a]! ? b : a));
    result[best]! += given;
  });
  return tf.tensor4d(result, x.shape);
}

/** The cells of an image that lie in a window, counted row by row. */
function cellsOf(info: tf.backend_util.Conv2DInfo, row: number, column: number): number[] {
  const { inHeight, inWidth, padInfo } = info;
  const top = row * info.strideHeight - padInfo.top;
  const left = column * info.strideWidth - padInfo.left;
  const cells: number[] = [];
  for (let y = Math.max(top, 0); y < Math.min(top + info.filterHeight, inHeight); y++)
    for (let x = Math.max(left, 0); x < Math.min(left + info.filterWidth, inWidth); x++)
      cells.push(y * inWidth + x);
  return cells;
}
