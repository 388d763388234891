// MobileNetV3, small and large: blocks that weigh their channels, found by search (Howard et al., 2019).
import { flag, number } from '../core/options.js';
import { numberWithin } from '../core/settings.js';
import type { Layer } from '../layers/base/layer.js';
import * as layers from '../layers/layers.js';
import * as ops from '../ops/ops.js';
import { type ApplicationArgs, type ApplicationSettings, application } from './application.js';
import {
  along,
  channelsOf,
  mean,
  type Part,
  type Place,
  paddedForSteps,
  plainConv,
  roundedTo,
  through,
} from './blocks.js';
import { activationOf, pooled, usualNames } from './heads.js';
import { publicFolder, topOr } from './pretrained.js';

/** Arguments of `applications.mobileNetV3Small` and `mobileNetV3Large`. */
export interface MobileNetV3Args extends ApplicationArgs {
  /** All layers are so many times as wide. Default 1. */
  alpha?: number;
  /** Without what small devices are slow at: hard swish, weighed channels, kernels of 5 × 5. Default false. */
  minimalistic?: boolean;
  /** The share that is left out before the classes. Default 0.2. */
  dropoutRate?: number;
  /** Whether pixels from 0 to 255 become −1 to 1 within the model. Default true. */
  includePreprocessing?: boolean;
}

interface Own {
  readonly alpha: number;
  readonly minimalistic: boolean;
  readonly dropoutRate: number;
  readonly includePreprocessing: boolean;
}

/** `R`: relu and 3 × 3; `H`: the network's own activation, and its kernel where channels are weighed. */
type Kind = 'R' | 'H';

/** One block: how much wider its middle is, channels, steps, activation; whether its kernel is 5, whether channels are weighed. */
type Block = readonly [
  expansion: number,
  filters: number,
  strides: 1 | 2,
  kind: Kind,
  hasLargeKernel: boolean,
  isWeighed: boolean,
];

const small: readonly Block[] = [
  [1, 16, 2, 'R', false, true],
  [72 / 16, 24, 2, 'R', false, false],
  [88 / 24, 24, 1, 'R', false, false],
  [4, 40, 2, 'H', true, true],
  [6, 40, 1, 'H', true, true],
  [6, 40, 1, 'H', true, true],
  [3, 48, 1, 'H', true, true],
  [3, 48, 1, 'H', true, true],
  [6, 96, 2, 'H', true, true],
  [6, 96, 1, 'H', true, true],
  [6, 96, 1, 'H', true, true],
];

const large: readonly Block[] = [
  [1, 16, 1, 'R', false, false],
  [4, 24, 2, 'R', false, false],
  [3, 24, 1, 'R', false, false],
  [3, 40, 2, 'R', true, true],
  [3, 40, 1, 'R', true, true],
  [3, 40, 1, 'R', true, true],
  [6, 80, 2, 'H', false, false],
  [2.5, 80, 1, 'H', false, false],
  [2.3, 80, 1, 'H', false, false],
  [2.3, 80, 1, 'H', false, false],
  [6, 112, 1, 'H', false, true],
  [6, 112, 1, 'H', false, true],
  [6, 160, 2, 'H', true, true],
  [6, 160, 1, 'H', true, true],
  [6, 160, 1, 'H', true, true],
];

const normalization = (name: string) => layers.batchNormalization({ epsilon: 1e-3, momentum: 0.999, name });

const activated = (kind: Kind, minimalistic: boolean): Layer =>
  kind === 'R' || minimalistic ? layers.reLU() : layers.activation({ activation: 'hardSwish' });

function block(
  index: number,
  [expansion, wanted, strides, kind, hasLarge, isWeighed]: Block,
  given: Own,
): Part {
  return (x) => {
    const { alpha, minimalistic } = given;
    const name = index === 0 ? 'expanded_conv_' : `expanded_conv_${index}_`;
    const [before, filters] = [channelsOf(x), roundedTo(8, wanted * alpha)];
    const middle = roundedTo(8, before * expansion);
    const kernelSize = hasLarge && !minimalistic ? 5 : 3;
    const wide =
      index === 0
        ? x
        : through(
            x,
            plainConv(middle, 1, { padding: 'same', name: `${name}expand` }),
            normalization(`${name}expand_bn`),
            activated(kind, minimalistic),
          );
    const padded = strides === 2 ? paddedForSteps(wide, kernelSize, `${name}depthwise_pad`) : wide;
    const deep = through(
      padded,
      layers.depthwiseConv2d({
        kernelSize,
        strides,
        padding: strides === 1 ? 'same' : 'valid',
        useBias: false,
        name: `${name}depthwise`,
      }),
      normalization(`${name}depthwise_bn`),
      activated(kind, minimalistic),
    );
    const narrow = through(
      isWeighed && !minimalistic ? weighed(deep, middle, name) : deep,
      plainConv(filters, 1, { padding: 'same', name: `${name}project` }),
      normalization(`${name}project_bn`),
    );
    if (strides !== 1 || before !== filters) return narrow;
    return layers.add({ name: `${name}add` }).apply([x, narrow]) as Place;
  };
}

/** Each channel times what a small network makes of all channels' means. */
function weighed(x: Place, filters: number, name: string): Place {
  const scores = through(
    x,
    mean(`${name}squeeze_excite_avg_pool`, true),
    layers.conv2d({
      filters: roundedTo(8, filters * 0.25),
      kernelSize: 1,
      padding: 'same',
      name: `${name}squeeze_excite_conv`,
    }),
    layers.reLU({ name: `${name}squeeze_excite_relu` }),
    layers.conv2d({ filters, kernelSize: 1, padding: 'same', name: `${name}squeeze_excite_conv_1` }),
  );
  const clipped = through(ops.add(scores, 3) as Place, layers.reLU({ maxValue: 6 }));
  const shares = ops.multiply(clipped, 1 / 6) as Place;
  return layers.multiply({ name: `${name}squeeze_excite_mul` }).apply([x, shares]) as Place;
}

function top(x: Place, points: number, given: ApplicationSettings & Own): Place {
  if (!given.includeTop) return pooled(x, given, usualNames.pooled);
  const { alpha, minimalistic, dropoutRate, classes, classifierActivation } = given;
  const filters = alpha > 1 ? roundedTo(8, points * alpha) : points;
  return through(
    x,
    mean(undefined, true),
    layers.conv2d({ filters, kernelSize: 1, padding: 'same', name: 'conv_2' }),
    activated('H', minimalistic),
    ...(dropoutRate > 0 ? [layers.dropout({ rate: dropoutRate })] : []),
    layers.conv2d({ filters: classes, kernelSize: 1, padding: 'same', name: 'logits' }),
    layers.flatten(),
    layers.activation({ activation: activationOf(classifierActivation), name: 'predictions' }),
  );
}

const checksums: Readonly<Record<string, readonly [string, string]>> = {
  'large_224_0.75': ['765b44a33ad4005b3ac83185abf1d0eb', '40af19a13ebea4e2ee0c676887f69a2e'],
  'large_224_1.0': ['59e551e166be033d707958cf9e29a6a7', '07fb09a5933dd0c8eaafa16978110389'],
  'large_minimalistic_224_1.0': ['675e7b876c45c57e9e63e6d90a36599c', 'ec5221f64a2f6d1ef965a614bdae7973'],
  'small_224_0.75': ['cb65d4e5be93758266aa0a7f2c6708b7', 'ebdb5cc8e0b497cd13a7c275d475c819'],
  'small_224_1.0': ['8768d4c2e7dee89b9d02b2d03d65d862', 'd3e8ec802a04aa4fc771ee12a9a9b836'],
  'small_minimalistic_224_1.0': ['99cd97fb2fcdad2bf028eb838de69e37', 'cde8136e733e811080d9fcd8a252f7e4'],
};

function mobileNetV3(kind: 'small' | 'large', blocks: readonly Block[], points: number) {
  const title = kind === 'small' ? 'Small' : 'Large';
  return application<Own, MobileNetV3Args>({
    maker: `mobileNetV3${title}`,
    options: {
      alpha: number(1),
      minimalistic: flag(false),
      dropoutRate: numberWithin(0, 1, 0.2),
      includePreprocessing: flag(true),
    },
    sides: () => [224, 32],
    anySize: true,
    preprocessing: 'none',
    body: (x, given) => {
      const scaled = given.includePreprocessing ? [layers.rescaling({ scale: 1 / 127.5, offset: -1 })] : [];
      const start = through(
        x,
        ...scaled,
        plainConv(16, 3, { strides: 2, padding: 'same', name: 'conv' }),
        normalization('conv_bn'),
        activated('H', given.minimalistic),
      );
      const deep = along(start, ...blocks.map((one, i) => block(i, one, given)));
      return through(
        deep,
        plainConv(roundedTo(8, channelsOf(deep) * 6), 1, { padding: 'same', name: 'conv_1' }),
        normalization('conv_1_bn'),
        activated('H', given.minimalistic),
      );
    },
    head: (x, given) => top(x, points, given),
    modelName: () => `MobileNetV3${title}`,
    weightsFile: ({ alpha, minimalistic, includeTop }) => {
      const width = Number.isInteger(alpha) ? alpha.toFixed(1) : alpha;
      const name = `${kind}${minimalistic ? '_minimalistic' : ''}_224_${width}`;
      const known = checksums[name];
      if (!known)
        throw new Error(
          `applications.mobileNetV3${title}: ImageNet's weights are there for alpha 0.75 and 1, and 1 alone where minimalistic. Received: alpha ${alpha}. Give weights: null for fresh ones.`,
        );
      return {
        folder: publicFolder('mobilenet_v3'),
        name: `weights_mobilenet_v3_${name}_float${topOr(includeTop)('', '_no_top_v2')}.h5`,
        checksum: topOr(includeTop)(...known),
      };
    },
  });
}

/**
 * MobileNetV3, small: 2.6 million weights. It takes pixels from 0 to 255. Keras: `MobileNetV3Small`.
 * @example
 * const network = await applications.mobileNetV3Small({ weights: null, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const mobileNetV3Small = mobileNetV3('small', small, 1024);

/**
 * MobileNetV3, large: 5.5 million weights. It takes pixels from 0 to 255. Keras: `MobileNetV3Large`.
 * @example applications.mobileNetV3Large
 */
export const mobileNetV3Large = mobileNetV3('large', large, 1280);
