// Xception: separable convolutions with shortcuts (Chollet, 2016).
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { along, type Part, type Place, plainConv, through } from './blocks.js';
import { meanAndDense } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

const relu = (name: string) => layers.activation({ activation: 'relu', name });

/** A separable convolution and its normalization. */
const separable = (filters: number, name: string) => [
  layers.separableConv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, name }),
  layers.batchNormalization({ name: `${name}_bn` }),
];

const sum = (parts: Place[]): Place => layers.add().apply(parts) as Place;

/** Every other pixel of both ways, summed. @param activations names of what stands before each convolution; '' for nothing */
const halving =
  (name: string, filters: readonly number[], activations: readonly string[]): Part =>
  (x) => {
    const shortcut = through(
      x,
      plainConv(filters.at(-1)!, 1, { strides: 2, padding: 'same' }),
      layers.batchNormalization(),
    );
    const steps = filters.flatMap((wide, i) => [
      ...(activations[i] ? [relu(`${name}_${activations[i]}`)] : []),
      ...separable(wide, `${name}_sepconv${i + 1}`),
    ]);
    const pool = layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same', name: `${name}_pool` });
    return sum([through(x, ...steps, pool), shortcut]);
  };

const middle =
  (name: string): Part =>
  (x) => {
    const steps = [1, 2, 3].flatMap((i) => [
      relu(`${name}_sepconv${i}_act`),
      ...separable(728, `${name}_sepconv${i}`),
    ]);
    return sum([through(x, ...steps), x]);
  };

const both = ['sepconv1_act', 'sepconv2_act'];

/**
 * Xception: 23 million weights, 88 MB, for images of 299 × 299. Keras: `Xception`.
 * @example
 * const network = await applications.xception({ weights: null, includeTop: false, pooling: 'avg', inputShape: [71, 71, 3] });
 * network.outputs[0].shape // [null, 2048]
 */
export const xception = application({
  maker: 'xception',
  sides: () => [299, 71],
  preprocessing: 'tf',
  body: (x) => {
    const start = through(
      x,
      plainConv(32, 3, { strides: 2, name: 'block1_conv1' }),
      layers.batchNormalization({ name: 'block1_conv1_bn' }),
      relu('block1_conv1_act'),
      plainConv(64, 3, { name: 'block1_conv2' }),
      layers.batchNormalization({ name: 'block1_conv2_bn' }),
      relu('block1_conv2_act'),
    );
    const deep = along(
      start,
      halving('block2', [128, 128], ['', 'sepconv2_act']),
      halving('block3', [256, 256], both),
      halving('block4', [728, 728], both),
      ...Array.from({ length: 8 }, (_, i) => middle(`block${i + 5}`)),
      halving('block13', [728, 1024], both),
    );
    return through(
      deep,
      ...separable(1536, 'block14_sepconv1'),
      relu('block14_sepconv1_act'),
      ...separable(2048, 'block14_sepconv2'),
      relu('block14_sepconv2_act'),
    );
  },
  head: meanAndDense({ average: 'avg_pool' }),
  modelName: () => 'xception',
  weightsFile: weightsFiles(publicFolder('xception'), 'xception_weights_tf_dim_ordering_tf_kernels', [
    '0a58e3b7378bc2990ea3b43d5981f1f6',
    'b0042744bf5b25fce3cb969f33bebb97',
  ]),
});
