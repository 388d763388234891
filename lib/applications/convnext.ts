// ConvNeXt: a convolutional network made as transformers are (Liu et al., 2022).
import { flag } from '../core/options.js';
import * as layers from '../layers/layers.js';
import { sequential } from '../models/factories.js';
import * as ops from '../ops/ops.js';
import { type ApplicationArgs, type ApplicationSettings, application } from './application.js';
import { along, channelsOf, mean, type Part, type Place, through } from './blocks.js';
import { activationOf, pooled } from './heads.js';
import { LayerScale } from './own-layers.js';
import { publicFolder, weightsFiles } from './pretrained.js';

/** Arguments of the networks `applications.convNeXt…`. */
export interface ConvNeXtArgs extends ApplicationArgs {
  /** Whether pixels from 0 to 255 are scaled within the model. Default true. */
  includePreprocessing?: boolean;
}

interface Own {
  readonly includePreprocessing: boolean;
}

const normalization = (name?: string) => layers.layerNormalization({ epsilon: 1e-6, name });
/** Channel by channel, in ImageNet's red, green and blue. */
const means = [0.485, 0.456, 0.406].map((one) => one * 255);
const variances = [0.229, 0.224, 0.225].map((one) => (one * 255) ** 2);

const block =
  (name: string, filters: number): Part =>
  (x) => {
    const scale = new LayerScale({ initValues: 1e-6, projectionDim: filters, name: `${name}_layer_scale` });
    const changed = through(
      x,
      layers.conv2d({
        filters,
        kernelSize: 7,
        padding: 'same',
        groups: filters,
        name: `${name}_depthwise_conv`,
      }),
      normalization(`${name}_layernorm`),
      layers.dense({ units: 4 * filters, name: `${name}_pointwise_conv_1` }),
      layers.activation({ activation: 'gelu', name: `${name}_gelu` }),
      layers.dense({ units: filters, name: `${name}_pointwise_conv_2` }),
      scale as never,
      layers.activation({ activation: 'linear', name: `${name}_identity` }),
    );
    return ops.add(x, changed) as Place;
  };

/** Brings images to the first stage's channels and a quarter of their size. */
const stem =
  (name: string, filters: number): Part =>
  (x) => {
    const inputShape = x.shape.slice(1);
    const parts = [
      layers.conv2d({ filters, kernelSize: 4, strides: 4, name: `${name}_stem_conv`, inputShape }),
      normalization(`${name}_stem_layernorm`),
    ];
    return sequential(parts, { name: `${name}_stem` }).apply(x) as Place;
  };

/** Brings a stage's maps to the next one's channels and half their size. */
const halving =
  (name: string, index: number, filters: number): Part =>
  (x) => {
    const first = `${name}_downsampling_layernorm_${index}`;
    const parts = [
      layers.layerNormalization({ epsilon: 1e-6, name: first, inputShape: x.shape.slice(1) }),
      layers.conv2d({ filters, kernelSize: 2, strides: 2, name: `${name}_downsampling_conv_${index}` }),
    ];
    return sequential(parts, { name: `${name}_downsampling_block_${index}` }).apply(x) as Place;
  };

function top(x: Place, name: string, given: ApplicationSettings): Place {
  if (!given.includeTop) return through(pooled(x, given, undefined), normalization());
  return through(
    x,
    mean(`${name}_head_gap`),
    normalization(`${name}_head_layernorm`),
    layers.dense({
      units: given.classes,
      activation: activationOf(given.classifierActivation),
      name: `${name}_head_dense`,
    }),
  );
}

interface Network {
  readonly kind: string;
  /** Blocks in the third stage; the others have three. */
  readonly depth: number;
  /** Channels of the first stage, doubled in each that follows. */
  readonly filters: number;
  readonly checksums: readonly [string, string];
}

function convNeXt({ kind, depth, filters, checksums }: Network) {
  const name = `convnext_${kind.toLowerCase()}`;
  return application<Own, ConvNeXtArgs>({
    maker: `convNeXt${kind}`,
    options: { includePreprocessing: flag(true) },
    sides: () => [224, 32],
    preprocessing: 'none',
    body: (x, given) => {
      const called = given.name ?? name;
      const isScaled = given.includePreprocessing && channelsOf(x) === 3;
      const start = isScaled
        ? through(
            x,
            layers.normalization({
              mean: means,
              variance: variances,
              name: `${called}_prestem_normalization`,
            }),
          )
        : x;
      const stages = [3, 3, depth, 3].flatMap((count, stage) => [
        stage === 0 ? stem(called, filters) : halving(called, stage - 1, filters * 2 ** stage),
        ...Array.from({ length: count }, (_, i) =>
          block(`${called}_stage_${stage}_block_${i}`, filters * 2 ** stage),
        ),
      ]);
      return along(start, ...stages);
    },
    head: (x, given) => top(x, given.name ?? name, given),
    modelName: () => name,
    weightsFile: weightsFiles(publicFolder('convnext'), name, checksums),
  });
}

/**
 * ConvNeXtTiny: 29 million weights, 109 MB. It takes pixels from 0 to 255. Keras: `ConvNeXtTiny`.
 * @example
 * const network = await applications.convNeXtTiny({ weights: null, classes: 10, inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 10]
 */
export const convNeXtTiny = convNeXt({
  kind: 'Tiny',
  depth: 9,
  filters: 96,
  checksums: [
    '8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff',
    'd547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1',
  ],
});

/** ConvNeXtSmall: 50 million weights, 192 MB. Keras: `ConvNeXtSmall`. @example applications.convNeXtSmall */
export const convNeXtSmall = convNeXt({
  kind: 'Small',
  depth: 27,
  filters: 96,
  checksums: [
    'ce1277d8f1ee5a0ef0e171469089c18f5233860ceaf9b168049cb9263fd7483c',
    '6fc8009faa2f00c1c1dfce59feea9b0745eb260a7dd11bee65c8e20843da6eab',
  ],
});

/** ConvNeXtBase: 89 million weights, 339 MB. Keras: `ConvNeXtBase`. @example applications.convNeXtBase */
export const convNeXtBase = convNeXt({
  kind: 'Base',
  depth: 27,
  filters: 128,
  checksums: [
    '52cbb006d3dadd03f6e095a8ca1aca47aecdd75acb4bc74bce1f5c695d0086e6',
    '40a20c5548a5e9202f69735ecc06c990e6b7c9d2de39f0361e27baeb24cb7c45',
  ],
});

/** ConvNeXtLarge: 198 million weights, 755 MB. Keras: `ConvNeXtLarge`. @example applications.convNeXtLarge */
export const convNeXtLarge = convNeXt({
  kind: 'Large',
  depth: 27,
  filters: 192,
  checksums: [
    '070c5ed9ed289581e477741d3b34beffa920db8cf590899d6d2c67fba2a198a6',
    '96f02b6f0753d4f543261bc9d09bed650f24dd6bc02ddde3066135b63d23a1cd',
  ],
});

/** ConvNeXtXLarge: 350 million weights, 1310 MB. Keras: `ConvNeXtXLarge`. @example applications.convNeXtXLarge */
export const convNeXtXLarge = convNeXt({
  kind: 'XLarge',
  depth: 27,
  filters: 256,
  checksums: [
    'c1f5ccab661354fc3a79a10fa99af82f0fbf10ec65cb894a3ae0815f17a889ee',
    'de3f8a54174130e0cecdc71583354753d557fcf1f4487331558e2a16ba0cfe05',
  ],
});
