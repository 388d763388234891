// Convolutions and pooling, by the way that the layers of that name go.
import {
  convolution,
  depthwiseConvolution,
  separableConvolution,
} from '../layers/convolutional/convolution-ops.js';
import { transposedLength } from '../layers/convolutional/output-length.js';
import { transposedConvolution } from '../layers/convolutional/transposed-ops.js';
import { poolAlong } from '../layers/pooling/adaptive.js';
import { greatest, mean } from '../layers/pooling/window-ops.js';
import { tf } from '../tf.js';
import { numbersOf, recipe } from './make.js';
import type { Recipe, Recipes, Settings } from './recipe.js';
import { moved } from './shapes.js';
import { floatsOf } from './values.js';

const sizesFor = (x: tf.Tensor, given: unknown): number[] => {
  const list = numbersOf(given);
  return list.length === 1 ? Array.from({ length: x.rank - 2 }, () => list[0]!) : list;
};

const windowOf = (x: tf.Tensor, { strides, padding, dilationRate }: Settings) => ({
  strides: sizesFor(x, strides),
  padding: padding as 'valid' | 'same',
  dilationRate: sizesFor(x, dilationRate),
});

const convolving = { strides: 1, padding: 'valid', dataFormat: 'channels_last', dilationRate: 1 };

type Convolve = (x: tf.Tensor, kernels: tf.Tensor[], settings: Settings) => tf.Tensor;

const convolutionOf = (kernels: string[], run: Convolve, settings: Settings = convolving): Recipe =>
  recipe(
    ['inputs', ...kernels],
    settings,
    ([given, ...weights], chosen) =>
      withChannelsLast(floatsOf(given), chosen, (x) => run(x, weights.map(floatsOf), chosen)),
    'nn',
  );

const pooling = (run: typeof greatest): Recipe =>
  recipe(
    ['inputs'],
    { poolSize: undefined, strides: null, padding: 'valid', dataFormat: 'channels_last' },
    ([given], settings) =>
      withChannelsLast(floatsOf(given), settings, (x) => {
        const size = sizesFor(x, settings.poolSize);
        const strides = settings.strides === null ? size : sizesFor(x, settings.strides);
        const padding = settings.padding as 'valid' | 'same';
        if (x.rank > 3) return run(x, { size, strides, padding });
        const image = run(tf.expandDims(x, 2), { size: [...size, 1], strides: [...strides, 1], padding });
        return tf.squeeze(image, [2]);
      }),
    'nn',
  );

const adaptive = (run: typeof greatest): Recipe =>
  recipe(
    ['inputs'],
    { outputSize: undefined, dataFormat: 'channels_last' },
    ([given], settings) =>
      withChannelsLast(floatsOf(given), settings, (x) =>
        sizesFor(x, settings.outputSize).reduce(
          (values, count, i) => poolAlong(values, i + 1, count, run),
          x,
        ),
      ),
    'nn',
  );

/** Convolutions and pooling. */
export const windows: Recipes = {
  AdaptiveAveragePool: adaptive(mean),
  AdaptiveMaxPool: adaptive(greatest),
  AveragePool: pooling(mean),
  Conv: convolutionOf(['kernel'], (x, [kernel], settings) =>
    convolution(x, kernel!, windowOf(x, settings), x.shape.at(-1)! / kernel!.shape.at(-2)!),
  ),
  ConvTranspose: convolutionOf(
    ['kernel'],
    (x, [kernel], settings) => {
      const window = windowOf(x, settings);
      const { outputPadding } = settings;
      const added = outputPadding === null ? undefined : sizesFor(x, outputPadding);
      const lengths = x.shape.slice(1, -1).map((length, axis) =>
        transposedLength(
          length,
          {
            kernel: kernel!.shape[axis]!,
            stride: window.strides[axis]!,
            padding: window.padding,
            dilation: window.dilationRate[axis]!,
          },
          added?.[axis] ?? null,
        ),
      );
      return transposedConvolution(x, kernel!, window, lengths);
    },
    { ...convolving, outputPadding: null },
  ),
  DepthwiseConv: convolutionOf(['kernel'], (x, [kernel], settings) =>
    depthwiseConvolution(x, kernel!, windowOf(x, settings)),
  ),
  MaxPool: pooling(greatest),
  SeparableConv: convolutionOf(['depthwiseKernel', 'pointwiseKernel'], (x, [kernel, mix], settings) =>
    separableConvolution(x, kernel!, mix!, windowOf(x, settings)),
  ),
};

function withChannelsLast(
  x: tf.Tensor,
  { dataFormat }: Settings,
  run: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  if (dataFormat !== 'channels_first') return run(x);
  return moved(run(moved(x, [1], [-1])), [-1], [1]);
}
