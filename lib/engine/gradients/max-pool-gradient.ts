// The gradient of max pooling on wasm, whose kernel gives none to windows in which all values are negative.
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
      ? { x: () => gradient(dy as tf.Tensor4D, saved[0] as tf.Tensor4D, attributes as object as Attributes) }
      : gradFunc(dy, saved, attributes),
});

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
