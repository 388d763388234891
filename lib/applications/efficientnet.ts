// EfficientNet B0 to B7: one network, made wider, deeper and for larger images at once (Tan & Le, 2019).

import { varianceScaling } from '../initializers/initializers.js';
import type { Initializing, Layer } from '../layers/base/layer.js';
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { along, type Part, type Place, paddedForSteps, plainConv, roundedTo, through } from './blocks.js';
import { meanAndDense, usualNames } from './heads.js';
import { weightsFiles } from './pretrained.js';

/** How convolutions' kernels are drawn. */
export const drawnByOutputs = (): Initializing =>
  varianceScaling({ scale: 2, mode: 'fanOut', distribution: 'truncatedNormal' });

/** How the classes' kernel is drawn. */
export const drawnForClasses = (): Initializing =>
  varianceScaling({ scale: 1 / 3, mode: 'fanOut', distribution: 'uniform' });

export const swish = (name: string): Layer => layers.activation({ activation: 'swish', name });

/** ImageNet's deviations, of which Keras' trained networks take the roots. */
const deviations = [0.229, 0.224, 0.225];

/** A run of blocks: kernel, how many, channels before and after, how much wider the middle is, steps of the first. */
type Run = readonly [
  kernel: number,
  count: number,
  before: number,
  after: number,
  expansion: number,
  strides: 1 | 2,
];

const runs: readonly Run[] = [
  [3, 1, 32, 16, 1, 1],
  [3, 2, 16, 24, 6, 2],
  [5, 2, 24, 40, 6, 2],
  [3, 3, 40, 80, 6, 2],
  [5, 3, 80, 112, 6, 1],
  [5, 4, 112, 192, 6, 2],
  [3, 1, 192, 320, 6, 1],
];

/** One block, as its run and the network's size make it. */
interface Block {
  readonly name: string;
  readonly kernel: number;
  readonly before: number;
  readonly after: number;
  readonly expansion: number;
  readonly strides: 1 | 2;
  /** The share of images for which the block is left out in training. */
  readonly dropped: number;
}

function blocksOf(width: (filters: number) => number, deeper: number): Block[] {
  const counts = runs.map(([, count]) => Math.ceil(deeper * count));
  const all = counts.reduce((sum, count) => sum + count, 0);
  let place = 0;
  return runs.flatMap(([kernel, , before, after, expansion, strides], run) =>
    Array.from({ length: counts[run]! }, (_, i) => ({
      name: `block${run + 1}${String.fromCharCode(97 + i)}_`,
      kernel,
      before: width(i === 0 ? before : after),
      after: width(after),
      expansion,
      strides: i === 0 ? strides : (1 as const),
      dropped: (0.2 * place++) / all,
    })),
  );
}

const block =
  ({ name, kernel, before, after, expansion, strides, dropped }: Block): Part =>
  (x) => {
    const filters = before * expansion;
    const kernelInitializer = drawnByOutputs();
    const wide =
      expansion === 1
        ? x
        : through(
            x,
            plainConv(filters, 1, { padding: 'same', kernelInitializer, name: `${name}expand_conv` }),
            layers.batchNormalization({ name: `${name}expand_bn` }),
            swish(`${name}expand_activation`),
          );
    const padded = strides === 2 ? paddedForSteps(wide, kernel, `${name}dwconv_pad`) : wide;
    const deep = through(
      padded,
      layers.depthwiseConv2d({
        kernelSize: kernel,
        strides,
        padding: strides === 2 ? 'valid' : 'same',
        useBias: false,
        depthwiseInitializer: kernelInitializer,
        name: `${name}dwconv`,
      }),
      layers.batchNormalization({ name: `${name}bn` }),
      swish(`${name}activation`),
    );
    const narrow = through(
      weighed(deep, filters, Math.max(1, Math.trunc(before * 0.25)), name),
      plainConv(after, 1, { padding: 'same', kernelInitializer, name: `${name}project_conv` }),
      layers.batchNormalization({ name: `${name}project_bn` }),
    );
    return strides === 1 && before === after ? withShortcut(x, narrow, dropped, name) : narrow;
  };

/** Each channel times what a small network makes of all channels' means. */
export function weighed(x: Place, filters: number, few: number, name: string): Place {
  const conv = (count: number, activation: 'swish' | 'sigmoid', end: string): Layer =>
    layers.conv2d({
      filters: count,
      kernelSize: 1,
      padding: 'same',
      activation,
      kernelInitializer: drawnByOutputs(),
      name: `${name}${end}`,
    });
  const shares = through(
    x,
    layers.globalAveragePooling2d({ name: `${name}se_squeeze` }),
    layers.reshape({ targetShape: [1, 1, filters], name: `${name}se_reshape` }),
    conv(few, 'swish', 'se_reduce'),
    conv(filters, 'sigmoid', 'se_expand'),
  );
  return layers.multiply({ name: `${name}se_excite` }).apply([x, shares]) as Place;
}

/** The block's work, left out for a share of images in training, and what went in. */
export function withShortcut(x: Place, changed: Place, dropped: number, name: string): Place {
  const kept =
    dropped > 0
      ? through(changed, layers.dropout({ rate: dropped, noiseShape: [null, 1, 1, 1], name: `${name}drop` }))
      : changed;
  return layers.add({ name: `${name}add` }).apply([kept, x]) as Place;
}

interface Network {
  readonly maker: string;
  readonly width: number;
  readonly depth: number;
  readonly side: number;
  readonly dropout: number;
  readonly checksums: readonly [string, string];
}

function efficientNet({ maker, width, depth, side, dropout, checksums }: Network) {
  const name = maker.toLowerCase();
  const wide = (filters: number): number => roundedTo(8, filters * width);
  return application({
    maker,
    sides: () => [side, 32],
    preprocessing: 'none',
    body: (x, { weights }) => {
      const isTrained = weights === 'imagenet';
      const ready = through(
        x,
        layers.rescaling({ scale: 1 / 255 }),
        layers.normalization(),
        ...(isTrained ? [layers.rescaling({ scale: deviations.map((one) => 1 / Math.sqrt(one)) })] : []),
      );
      const kernelInitializer = drawnByOutputs();
      const start = through(
        paddedForSteps(ready, 3, 'stem_conv_pad'),
        plainConv(wide(32), 3, { strides: 2, kernelInitializer, name: 'stem_conv' }),
        layers.batchNormalization({ name: 'stem_bn' }),
        swish('stem_activation'),
      );
      return through(
        along(start, ...blocksOf(wide, depth).map(block)),
        plainConv(wide(1280), 1, { padding: 'same', kernelInitializer, name: 'top_conv' }),
        layers.batchNormalization({ name: 'top_bn' }),
        swish('top_activation'),
      );
    },
    head: (x, given) =>
      meanAndDense(usualNames, { dropout, dense: { kernelInitializer: drawnForClasses() } })(x, given),
    modelName: () => name,
    weightsFile: weightsFiles('https://storage.googleapis.com/keras-applications/', name, checksums),
  });
}

/**
 * EfficientNetB0: 5.3 million weights, 29 MB. It takes pixels from 0 to 255. Keras: `EfficientNetB0`.
 * @example
 * const network = await applications.efficientNetB0({ weights: null, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const efficientNetB0 = efficientNet({
  maker: 'efficientNetB0',
  width: 1,
  depth: 1,
  side: 224,
  dropout: 0.2,
  checksums: ['902e53a9f72be733fc0bcb005b3ebbac', '50bc09e76180e00e4465e1a485ddc09d'],
});

/** EfficientNetB1: 7.9 million weights, images of 240. Keras: `EfficientNetB1`. @example applications.efficientNetB1 */
export const efficientNetB1 = efficientNet({
  maker: 'efficientNetB1',
  width: 1,
  depth: 1.1,
  side: 240,
  dropout: 0.2,
  checksums: ['1d254153d4ab51201f1646940f018540', '74c4e6b3e1f6a1eea24c589628592432'],
});

/** EfficientNetB2: 9.2 million weights, images of 260. Keras: `EfficientNetB2`. @example applications.efficientNetB2 */
export const efficientNetB2 = efficientNet({
  maker: 'efficientNetB2',
  width: 1.1,
  depth: 1.2,
  side: 260,
  dropout: 0.3,
  checksums: ['b15cce36ff4dcbd00b6dd88e7857a6ad', '111f8e2ac8aa800a7a99e3239f7bfb39'],
});

/** EfficientNetB3: 12 million weights, images of 300. Keras: `EfficientNetB3`. @example applications.efficientNetB3 */
export const efficientNetB3 = efficientNet({
  maker: 'efficientNetB3',
  width: 1.2,
  depth: 1.4,
  side: 300,
  dropout: 0.3,
  checksums: ['ffd1fdc53d0ce67064dc6a9c7960ede0', 'af6d107764bb5b1abb91932881670226'],
});

/** EfficientNetB4: 19 million weights, images of 380. Keras: `EfficientNetB4`. @example applications.efficientNetB4 */
export const efficientNetB4 = efficientNet({
  maker: 'efficientNetB4',
  width: 1.4,
  depth: 1.8,
  side: 380,
  dropout: 0.4,
  checksums: ['18c95ad55216b8f92d7e70b3a046e2fc', 'ebc24e6d6c33eaebbd558eafbeedf1ba'],
});

/** EfficientNetB5: 31 million weights, images of 456. Keras: `EfficientNetB5`. @example applications.efficientNetB5 */
export const efficientNetB5 = efficientNet({
  maker: 'efficientNetB5',
  width: 1.6,
  depth: 2.2,
  side: 456,
  dropout: 0.4,
  checksums: ['ace28f2a6363774853a83a0b21b9421a', '38879255a25d3c92d5e44e04ae6cec6f'],
});

/** EfficientNetB6: 43 million weights, images of 528. Keras: `EfficientNetB6`. @example applications.efficientNetB6 */
export const efficientNetB6 = efficientNet({
  maker: 'efficientNetB6',
  width: 1.8,
  depth: 2.6,
  side: 528,
  dropout: 0.5,
  checksums: ['165f6e37dce68623721b423839de8be5', '9ecce42647a20130c1f39a5d4cb75743'],
});

/** EfficientNetB7: 67 million weights, images of 600. Keras: `EfficientNetB7`. @example applications.efficientNetB7 */
export const efficientNetB7 = efficientNet({
  maker: 'efficientNetB7',
  width: 2,
  depth: 3.1,
  side: 600,
  dropout: 0.5,
  checksums: ['8c03f828fec3ef71311cd463b6759d99', 'cbcfe4450ddf6f3ad90b1b398090fe4a'],
});
