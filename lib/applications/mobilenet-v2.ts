// MobileNetV2: narrow ends with a wide middle, and sums over the narrow ones (Sandler et al., 2018).
import { number } from '../core/options.js';
import * as layers from '../layers/layers.js';
import { type ApplicationArgs, type ApplicationSettings, application } from './application.js';
import {
  along,
  channelsOf,
  type Part,
  type Place,
  paddedForSteps,
  plainConv,
  roundedTo,
  sidesOf,
  through,
} from './blocks.js';
import { meanAndDense } from './heads.js';
import { publicFolder, topOr } from './pretrained.js';

/** Arguments of `applications.mobileNetV2`. */
export interface MobileNetV2Args extends ApplicationArgs {
  /** All layers are so many times as wide. Default 1. */
  alpha?: number;
}

interface Own {
  readonly alpha: number;
}

const trained = [96, 128, 160, 192, 224];
const alphas = [0.35, 0.5, 0.75, 1, 1.3, 1.4];

const normalization = (name: string) => layers.batchNormalization({ epsilon: 1e-3, momentum: 0.999, name });
const relu6 = (name: string) => layers.reLU({ maxValue: 6, name });

/** Channels, and steps of the first, of each run of blocks. */
const runs: readonly (readonly [filters: number, strides: 1 | 2, count: number])[] = [
  [16, 1, 1],
  [24, 2, 2],
  [32, 2, 3],
  [64, 2, 4],
  [96, 1, 3],
  [160, 2, 3],
  [320, 1, 1],
];

const block =
  (index: number, wanted: number, strides: 1 | 2, alpha: number): Part =>
  (x) => {
    const name = index === 0 ? 'expanded_conv_' : `block_${index}_`;
    const filters = roundedTo(8, Math.trunc(wanted * alpha));
    const wide =
      index === 0
        ? x
        : through(
            x,
            plainConv(6 * channelsOf(x), 1, { padding: 'same', name: `${name}expand` }),
            normalization(`${name}expand_BN`),
            relu6(`${name}expand_relu`),
          );
    const padded = strides === 2 ? paddedForSteps(wide, 3, `${name}pad`) : wide;
    const narrow = through(
      padded,
      layers.depthwiseConv2d({
        kernelSize: 3,
        strides,
        useBias: false,
        padding: strides === 1 ? 'same' : 'valid',
        name: `${name}depthwise`,
      }),
      normalization(`${name}depthwise_BN`),
      relu6(`${name}depthwise_relu`),
      plainConv(filters, 1, { padding: 'same', name: `${name}project` }),
      normalization(`${name}project_BN`),
    );
    if (channelsOf(x) !== filters || strides !== 1) return narrow;
    return layers.add({ name: `${name}add` }).apply([x, narrow]) as Place;
  };

/** The side of images for which weights are published. */
function trainedSide({ inputShape, inputTensor }: ApplicationSettings): number {
  const [rows, columns] = inputShape ?? (inputTensor ? sidesOf(inputTensor) : []);
  return rows === columns && trained.includes(rows as number) ? (rows as number) : 224;
}

/**
 * MobileNetV2: 3.5 million weights, 14 MB. Keras: `MobileNetV2`.
 * @example
 * const network = await applications.mobileNetV2({ weights: null, alpha: 0.35, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const mobileNetV2 = application<Own, MobileNetV2Args>({
  maker: 'mobileNetV2',
  options: { alpha: number(1) },
  sides: (given) => [trainedSide(given), 32],
  preprocessing: 'tf',
  body: (x, { alpha }) => {
    const start = through(
      x,
      plainConv(roundedTo(8, 32 * alpha), 3, { strides: 2, padding: 'same', name: 'Conv1' }),
      normalization('bn_Conv1'),
      relu6('Conv1_relu'),
    );
    const kinds = runs.flatMap(([filters, strides, count]) =>
      Array.from({ length: count }, (_, i) => [filters, i === 0 ? strides : 1] as const),
    );
    const parts = kinds.map(([filters, strides], i) => block(i, filters, strides, alpha));
    return through(
      along(start, ...parts),
      plainConv(alpha > 1 ? roundedTo(8, 1280 * alpha) : 1280, 1, { name: 'Conv_1' }),
      normalization('Conv_1_bn'),
      relu6('out_relu'),
    );
  },
  head: meanAndDense({}),
  modelName: ({ alpha, inputShape, includeTop, weights }, side) =>
    `mobilenetv2_${alpha.toFixed(2)}_${weights === 'imagenet' ? side : (inputShape?.[0] ?? (includeTop ? side : 'None'))}`,
  weightsFile: (given) => {
    const { alpha, includeTop } = given;
    if (!alphas.includes(alpha))
      throw new Error(
        `applications.mobileNetV2: ImageNet's weights are there for alpha ${alphas.join(', ')}. Received: alpha ${alpha}. Give weights: null for fresh ones.`,
      );
    const width = Number.isInteger(alpha) ? alpha.toFixed(1) : alpha;
    const end = topOr(includeTop)('', '_no_top');
    const name = `mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${width}_${trainedSide(given)}${end}.h5`;
    return { folder: publicFolder('mobilenet_v2'), name };
  },
});
