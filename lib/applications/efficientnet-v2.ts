// EfficientNetV2: blocks with whole convolutions at the start, where those in depth are slow (Tan & Le, 2021).
import { flag } from '../core/options.js';
import * as layers from '../layers/layers.js';
import { type ApplicationArgs, application } from './application.js';
import { along, channelsOf, type Part, plainConv, through } from './blocks.js';
import { drawnByOutputs, drawnForClasses, swish, weighed, withShortcut } from './efficientnet.js';
import { meanAndDense, usualNames } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

/** Arguments of the networks `applications.efficientNetV2…`. */
export interface EfficientNetV2Args extends ApplicationArgs {
  /** Whether pixels from 0 to 255 are scaled within the model. Default true. */
  includePreprocessing?: boolean;
}

interface Own {
  readonly includePreprocessing: boolean;
}

/** A run of blocks: how many, channels before and after, how much wider the middle is, steps of the first, whether whole. */
type Run = readonly [
  count: number,
  before: number,
  after: number,
  expansion: number,
  strides: 1 | 2,
  isFused: boolean,
];

const base: readonly Run[] = [
  [1, 32, 16, 1, 1, true],
  [2, 16, 32, 4, 2, true],
  [2, 32, 48, 4, 2, true],
  [3, 48, 96, 4, 2, false],
  [5, 96, 112, 6, 1, false],
  [8, 112, 192, 6, 2, false],
];
const small: readonly Run[] = [
  [2, 24, 24, 1, 1, true],
  [4, 24, 48, 4, 2, true],
  [4, 48, 64, 4, 2, true],
  [6, 64, 128, 4, 2, false],
  [9, 128, 160, 6, 1, false],
  [15, 160, 256, 6, 2, false],
];
const medium: readonly Run[] = [
  [3, 24, 24, 1, 1, true],
  [5, 24, 48, 4, 2, true],
  [5, 48, 80, 4, 2, true],
  [7, 80, 160, 4, 2, false],
  [14, 160, 176, 6, 1, false],
  [18, 176, 304, 6, 2, false],
  [5, 304, 512, 6, 1, false],
];
const large: readonly Run[] = [
  [4, 32, 32, 1, 1, true],
  [7, 32, 64, 4, 2, true],
  [7, 64, 96, 4, 2, true],
  [10, 96, 192, 4, 2, false],
  [19, 192, 224, 6, 1, false],
  [25, 224, 384, 6, 2, false],
  [7, 384, 640, 6, 1, false],
];

const normalization = (name: string) => layers.batchNormalization({ momentum: 0.9, name });

interface Block {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly expansion: number;
  readonly strides: 1 | 2;
  readonly isFused: boolean;
  /** The share of images for which the block is left out in training. */
  readonly dropped: number;
}

/** Shares count the runs' blocks before the network is made deeper, as Keras does. */
function blocksOf(runs: readonly Run[], width: (filters: number) => number, deeper: number): Block[] {
  const all = runs.reduce((sum, [count]) => sum + count, 0);
  let place = 0;
  return runs.flatMap(([count, before, after, expansion, strides, isFused], run) =>
    Array.from({ length: Math.ceil(deeper * count) }, (_, i) => ({
      name: `block${run + 1}${String.fromCharCode(97 + i)}_`,
      before: width(i === 0 ? before : after),
      after: width(after),
      expansion,
      strides: i === 0 ? strides : (1 as const),
      isFused,
      dropped: (0.2 * place++) / all,
    })),
  );
}

/** A whole convolution, and one across channels where the middle is wider. */
const fused =
  ({ name, before, after, expansion, strides, dropped }: Block): Part =>
  (x) => {
    const isWide = expansion !== 1;
    const kernelInitializer = drawnByOutputs();
    const whole = { padding: 'same', kernelInitializer } as const;
    const wide = isWide
      ? [
          plainConv(before * expansion, 3, { ...whole, strides, name: `${name}expand_conv` }),
          normalization(`${name}expand_bn`),
          swish(`${name}expand_activation`),
        ]
      : [];
    const last = isWide
      ? plainConv(after, 1, { ...whole, name: `${name}project_conv` })
      : plainConv(after, 3, { ...whole, strides, name: `${name}project_conv` });
    const ends = isWide ? [] : [swish(`${name}project_activation`)];
    const changed = through(x, ...wide, last, normalization(`${name}project_bn`), ...ends);
    return strides === 1 && before === after ? withShortcut(x, changed, dropped, name) : changed;
  };

/** A convolution in depth between two across channels, with weighed channels. */
const deep =
  ({ name, before, after, expansion, strides, dropped }: Block): Part =>
  (x) => {
    const filters = before * expansion;
    const kernelInitializer = drawnByOutputs();
    const whole = { padding: 'same', kernelInitializer } as const;
    const middle = through(
      x,
      plainConv(filters, 1, { ...whole, name: `${name}expand_conv` }),
      normalization(`${name}expand_bn`),
      swish(`${name}expand_activation`),
      layers.depthwiseConv2d({
        kernelSize: 3,
        strides,
        depthwiseInitializer: kernelInitializer,
        padding: 'same',
        useBias: false,
        name: `${name}dwconv2`,
      }),
      normalization(`${name}bn`),
      swish(`${name}activation`),
    );
    const changed = through(
      weighed(middle, filters, Math.max(1, Math.trunc(before * 0.25)), name),
      plainConv(after, 1, { ...whole, name: `${name}project_conv` }),
      normalization(`${name}project_bn`),
    );
    return strides === 1 && before === after ? withShortcut(x, changed, dropped, name) : changed;
  };

interface Network {
  readonly maker: string;
  /** The end of its name in Keras: `b0`. */
  readonly kind: string;
  readonly runs: readonly Run[];
  readonly width?: number;
  readonly depth?: number;
  readonly side: number;
  readonly checksums: readonly [string, string];
}

function efficientNetV2({ maker, kind, runs, width = 1, depth = 1, side, checksums }: Network) {
  const name = `efficientnetv2-${kind}`;
  const wide = (filters: number): number => Math.max(8, Math.floor(Math.trunc(filters * width + 4) / 8) * 8);
  return application<Own, EfficientNetV2Args>({
    maker,
    options: { includePreprocessing: flag(true) },
    sides: () => [side, 32],
    preprocessing: 'none',
    body: (x, { includePreprocessing }) => {
      const isByImageNet = kind.startsWith('b') && channelsOf(x) === 3;
      const scaled = isByImageNet
        ? [
            layers.rescaling({ scale: 1 / 255 }),
            layers.normalization({
              mean: [0.485, 0.456, 0.406],
              variance: [0.229 ** 2, 0.224 ** 2, 0.225 ** 2],
            }),
          ]
        : [layers.rescaling({ scale: 1 / 128, offset: -1 })];
      const kernelInitializer = drawnByOutputs();
      const start = through(
        x,
        ...(includePreprocessing ? scaled : []),
        plainConv(wide(runs[0]![1]), 3, {
          strides: 2,
          padding: 'same',
          kernelInitializer,
          name: 'stem_conv',
        }),
        normalization('stem_bn'),
        swish('stem_activation'),
      );
      const parts = blocksOf(runs, wide, depth).map((one) => (one.isFused ? fused(one) : deep(one)));
      return through(
        along(start, ...parts),
        plainConv(wide(1280), 1, { padding: 'same', kernelInitializer, name: 'top_conv' }),
        normalization('top_bn'),
        swish('top_activation'),
      );
    },
    head: (x, given) =>
      meanAndDense(usualNames, { dropout: 0.2, dense: { kernelInitializer: drawnForClasses() } })(x, given),
    modelName: () => name,
    weightsFile: weightsFiles(publicFolder('efficientnet_v2'), name, checksums),
  });
}

/**
 * EfficientNetV2B0: 7.2 million weights. It takes pixels from 0 to 255. Keras: `EfficientNetV2B0`.
 * @example
 * const network = await applications.efficientNetV2B0({ weights: null, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const efficientNetV2B0 = efficientNetV2({
  maker: 'efficientNetV2B0',
  kind: 'b0',
  runs: base,
  side: 224,
  checksums: ['21ecbf6da12460d5c40bb2f29ceb2188', '893217f2bb855e2983157299931e43ff'],
});

/** EfficientNetV2B1: 8.2 million weights, images of 240. Keras: `EfficientNetV2B1`. @example applications.efficientNetV2B1 */
export const efficientNetV2B1 = efficientNetV2({
  maker: 'efficientNetV2B1',
  kind: 'b1',
  runs: base,
  depth: 1.1,
  side: 240,
  checksums: ['069f0534ff22adf035c89e2d9547a9dc', '0e80663031ca32d657f9caa404b6ec37'],
});

/** EfficientNetV2B2: 10 million weights, images of 260. Keras: `EfficientNetV2B2`. @example applications.efficientNetV2B2 */
export const efficientNetV2B2 = efficientNetV2({
  maker: 'efficientNetV2B2',
  kind: 'b2',
  runs: base,
  width: 1.1,
  depth: 1.2,
  side: 260,
  checksums: ['424e49f28180edbde1e94797771950a7', '1dfe2e7a5d45b6632553a8961ea609eb'],
});

/** EfficientNetV2B3: 14 million weights, images of 300. Keras: `EfficientNetV2B3`. @example applications.efficientNetV2B3 */
export const efficientNetV2B3 = efficientNetV2({
  maker: 'efficientNetV2B3',
  kind: 'b3',
  runs: base,
  width: 1.2,
  depth: 1.4,
  side: 300,
  checksums: ['1f1fc43bd98a6e4fd8fdfd551e02c7a0', 'f6abf7b5849ac99a89b50dd3fd532856'],
});

/** EfficientNetV2S: 22 million weights, images of 384. Keras: `EfficientNetV2S`. @example applications.efficientNetV2S */
export const efficientNetV2S = efficientNetV2({
  maker: 'efficientNetV2S',
  kind: 's',
  runs: small,
  side: 384,
  checksums: ['e1d88a8495beba45748fedd0cecbe016', 'af0682fb74e8c54910f2d4393339c070'],
});

/** EfficientNetV2M: 54 million weights, images of 480. Keras: `EfficientNetV2M`. @example applications.efficientNetV2M */
export const efficientNetV2M = efficientNetV2({
  maker: 'efficientNetV2M',
  kind: 'm',
  runs: medium,
  side: 480,
  checksums: ['a3bf6aa3276309f4fc6a34aa114c95cd', '1b8dc055df72dde80d614482840fe342'],
});

/** EfficientNetV2L: 119 million weights, images of 480. Keras: `EfficientNetV2L`. @example applications.efficientNetV2L */
export const efficientNetV2L = efficientNetV2({
  maker: 'efficientNetV2L',
  kind: 'l',
  runs: large,
  side: 480,
  checksums: ['27e6d408b53c7ebc868fefa357689935', 'b0b66b5c863aef5b46e8608fe1711615'],
});
