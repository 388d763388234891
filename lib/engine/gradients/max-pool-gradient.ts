// The gradient of max pooling on wasm, whose kernel gives none to windows in which all values are negative; and the
// gradients of those gradients, which TensorFlow.js lacks.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { greatestPlaces, imageWindows, patches, volumeWindows, type Windows } from './windows.js';

interface Attributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
interface VolumeAttributes extends Omit<Attributes, 'filterSize' | 'strides'> {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
}

const original = tf.getGradient('MaxPool');
type Pooled = { readonly input: tf.Tensor; readonly output: tf.Tensor; readonly attributes: object };

export const maxPoolGradients = {
  MaxPool: {
    ...original,
    gradFunc: (dy, saved, attributes) =>
      tf.getBackend() === 'wasm'
        ? { x: () => onWasm(dy as tf.Tensor, saved[0] as tf.Tensor4D, attributes as object as Attributes) }
        : original.gradFunc(dy, saved, attributes),
  },

  MaxPoolWithArgmax: {
    inputsToSave: ['x'],
    outputsToSave: [true, false],
    gradFunc: (changes, [x, y], attributes) => ({
      x: () => {
        const dy = (changes as tf.Tensor[])[0]!;
        return tf.engine().runKernel('MaxPoolGrad', { dy, input: x!, output: y! }, attributes) as tf.Tensor;
      },
    }),
  },

  MaxPoolGrad: gradientOfGradient('MaxPoolGradGrad', imagesSeen),
  MaxPool3DGrad: gradientOfGradient('MaxPool3DGradGrad', volumesSeen),
} satisfies Rules;

/** The gradient's own: of the outer one, what lies where `input` has the greatest value of each window. */
function gradientOfGradient(op: 'MaxPoolGradGrad' | 'MaxPool3DGradGrad', windowsOf: WindowsOf): Rule {
  return {
    inputsToSave: ['input', 'output'],
    gradFunc: (outer, [input, output], attributes) => ({
      dy: () => chosen(op, windowsOf, outer as tf.Tensor, { input: input!, output: output!, attributes }),
      input: () => tf.zeros(input!.shape),
      output: () => tf.zeros(output!.shape),
    }),
  };
}

function chosen(op: string, windowsOf: WindowsOf, outer: tf.Tensor, pooled: Pooled): tf.Tensor {
  const { input, output, attributes } = pooled;
  const isNative = tf.getBackend() === 'tensorflow' && typeof (attributes as Attributes).pad === 'string';
  if (isNative) return tf.engine().runKernel(op, { input, output, outer }, { ...attributes }) as tf.Tensor;
  const windows = windowsOf(input.shape, attributes);
  const isGreatest = greatestPlaces(patches(input, windows, Number.NEGATIVE_INFINITY));
  return tf.sum(tf.mul(isGreatest, patches(outer, windows, 0)), -1);
}

type WindowsOf = (shape: number[], attributes: object) => Windows[];

function imagesSeen(shape: number[], attributes: object): Windows[] {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as Attributes;
  const size = shape as [number, number, number, number];
  return imageWindows(tf.backend_util.computePool2DInfo(size, filterSize, strides, 1, pad, dimRoundingMode));
}

function volumesSeen(shape: number[], attributes: object): Windows[] {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as VolumeAttributes;
  const size = shape as [number, number, number, number, number];
  return volumeWindows(tf.backend_util.computePool3DInfo(size, filterSize, strides, 1, pad, dimRoundingMode));
}

function onWasm(dy: tf.Tensor, x: tf.Tensor4D, attributes: Attributes): tf.Tensor {
  const differentiable = tf.customGrad((given) => ({
    value: gradient(given as tf.Tensor4D, x, attributes),
    gradFunc: (outer: tf.Tensor) =>
      chosen('MaxPoolGradGrad', imagesSeen, outer, { input: x, output: given as tf.Tensor, attributes }),
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
