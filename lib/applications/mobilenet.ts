// MobileNet: a convolution in depth and one across channels in the place of one for both (Howard et al., 2017).
import { number, size } from '../core/options.js';
import { numberWithin } from '../core/settings.js';
import * as layers from '../layers/layers.js';
import { type ApplicationArgs, type ApplicationSettings, application } from './application.js';
import { along, mean, type Part, plainConv, through } from './blocks.js';
import { activationOf, pooled } from './heads.js';
import { publicFolder, topOr } from './pretrained.js';

/** Arguments of `applications.mobileNet`. */
export interface MobileNetArgs extends ApplicationArgs {
  /** All layers are so many times as wide. Default 1. */
  alpha?: number;
  /** Channels that a convolution in depth makes of each. Default 1. */
  depthMultiplier?: number;
  /** The share that is left out before the classes. Default 0.001. */
  dropout?: number;
}

interface Own {
  readonly alpha: number;
  readonly depthMultiplier: number;
  readonly dropout: number;
}

const relu6 = (name: string) => layers.reLU({ maxValue: 6, name });
const trained = [128, 160, 192, 224];

/** Channels and steps of the thirteen blocks. */
const blocks: readonly (readonly [filters: number, strides: 1 | 2])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

const block =
  (index: number, filters: number, strides: 1 | 2, depthMultiplier: number): Part =>
  (x) => {
    const isWhole = strides === 1;
    const padded = isWhole
      ? []
      : [
          layers.zeroPadding2d({
            padding: [
              [0, 1],
              [0, 1],
            ],
            name: `conv_pad_${index}`,
          }),
        ];
    return through(
      x,
      ...padded,
      layers.depthwiseConv2d({
        kernelSize: 3,
        padding: isWhole ? 'same' : 'valid',
        depthMultiplier,
        strides,
        useBias: false,
        name: `conv_dw_${index}`,
      }),
      layers.batchNormalization({ name: `conv_dw_${index}_bn` }),
      relu6(`conv_dw_${index}_relu`),
      plainConv(filters, 1, { padding: 'same', name: `conv_pw_${index}` }),
      layers.batchNormalization({ name: `conv_pw_${index}_bn` }),
      relu6(`conv_pw_${index}_relu`),
    );
  };

/** The side of images for which weights are published. */
const trainedSide = ({ inputShape }: ApplicationSettings): number => {
  const [rows, columns] = inputShape ?? [];
  return rows === columns && trained.includes(rows as number) ? (rows as number) : 224;
};

/** How the published files' names have the width. */
const widths: Readonly<Record<string, string>> = { 1: '1_0', 0.75: '7_5', 0.5: '5_0', 0.25: '2_5' };

/**
 * MobileNet: 4 million weights, 16 MB. Keras: `MobileNet`.
 * @example
 * const network = await applications.mobileNet({ weights: null, alpha: 0.25, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const mobileNet = application<Own, MobileNetArgs>({
  maker: 'mobileNet',
  options: { alpha: number(1), depthMultiplier: size(1), dropout: numberWithin(0, 1, 0.001) },
  sides: (given) => [trainedSide(given), 32],
  preprocessing: 'tf',
  body: (x, { alpha, depthMultiplier }) => {
    const wide = (filters: number): number => Math.trunc(filters * alpha);
    const start = through(
      x,
      plainConv(wide(32), 3, { padding: 'same', strides: 2, name: 'conv1' }),
      layers.batchNormalization({ name: 'conv1_bn' }),
      relu6('conv1_relu'),
    );
    return along(
      start,
      ...blocks.map(([filters, strides], i) => block(i + 1, wide(filters), strides, depthMultiplier)),
    );
  },
  head: (x, given) => {
    const { includeTop, classes, classifierActivation, dropout } = given;
    if (!includeTop) return pooled(x, given, undefined);
    return through(
      x,
      mean(undefined, true),
      layers.dropout({ rate: dropout, name: 'dropout' }),
      layers.conv2d({ filters: classes, kernelSize: 1, padding: 'same', name: 'conv_preds' }),
      layers.reshape({ targetShape: [classes], name: 'reshape_2' }),
      layers.activation({ activation: activationOf(classifierActivation), name: 'predictions' }),
    );
  },
  modelName: ({ alpha, inputShape, weights, includeTop }, side) =>
    `mobilenet_${alpha.toFixed(2)}_${weights === 'imagenet' ? side : (inputShape?.[0] ?? (includeTop ? side : 'None'))}`,
  weightsFile: (given) => {
    const { alpha, depthMultiplier, includeTop } = given;
    const width = widths[alpha];
    if (width === undefined || depthMultiplier !== 1)
      throw new Error(
        `applications.mobileNet: ImageNet's weights are there for alpha 0.25, 0.5, 0.75 and 1, and depthMultiplier 1. Received: alpha ${alpha}, depthMultiplier ${depthMultiplier}. Give weights: null for fresh ones.`,
      );
    const end = topOr(includeTop)('', '_no_top');
    return {
      folder: publicFolder('mobilenet'),
      name: `mobilenet_${width}_${trainedSide(given)}_tf${end}.h5`,
    };
  },
});
