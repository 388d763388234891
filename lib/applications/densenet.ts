// Networks in which each layer sees all before it (Huang et al., 2016).
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { along, channelsOf, type Part, type Place, plainConv, through } from './blocks.js';
import { meanAndDense, usualNames } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

/** Channels that each layer adds. */
const growth = 32;

const normalized = (name: string, separator = '_') => [
  layers.batchNormalization({ epsilon: 1.001e-5, name: `${name}${separator}bn` }),
  layers.activation({ activation: 'relu', name: `${name}${separator}relu` }),
];

function denseNet(maker: string, depths: readonly number[], checksums: readonly [string, string]) {
  const name = maker.toLowerCase();
  return application({
    maker,
    sides: () => [224, 32],
    preprocessing: 'torch',
    body: (x) => {
      const start = through(
        x,
        layers.zeroPadding2d({ padding: 3 }),
        plainConv(64, 7, { strides: 2, name: 'conv1_conv' }),
        ...normalized('conv1'),
        layers.zeroPadding2d({ padding: 1 }),
        layers.maxPooling2d({ poolSize: 3, strides: 2, name: 'pool1' }),
      );
      const parts = depths.flatMap((depth, i) => [
        ...Array.from({ length: depth }, (_, k) => grown(`conv${i + 2}_block${k + 1}`)),
        ...(i < depths.length - 1 ? [halved(`pool${i + 2}`)] : []),
      ]);
      return through(along(start, ...parts), ...normalized('', ''));
    },
    head: meanAndDense(usualNames),
    modelName: () => name,
    weightsFile: weightsFiles(
      publicFolder('densenet'),
      `${name}_weights_tf_dim_ordering_tf_kernels`,
      checksums,
    ),
  });
}

const grown =
  (name: string): Part =>
  (x) => {
    const added = through(
      x,
      ...normalized(`${name}_0`),
      plainConv(4 * growth, 1, { name: `${name}_1_conv` }),
      ...normalized(`${name}_1`),
      plainConv(growth, 3, { padding: 'same', name: `${name}_2_conv` }),
    );
    return layers.concatenate({ name: `${name}_concat` }).apply([x, added]) as Place;
  };

const halved =
  (name: string): Part =>
  (x) =>
    through(
      x,
      ...normalized(name),
      plainConv(Math.trunc(channelsOf(x) * 0.5), 1, { name: `${name}_conv` }),
      layers.averagePooling2d({ poolSize: 2, strides: 2, name: `${name}_pool` }),
    );

/**
 * DenseNet121: 8 million weights, 33 MB. Keras: `DenseNet121`.
 * @example
 * const network = await applications.denseNet121({ weights: null, includeTop: false, pooling: 'avg', inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 1024]
 */
export const denseNet121 = denseNet(
  'denseNet121',
  [6, 12, 24, 16],
  ['9d60b8095a5708f2dcce2bca79d332c7', '30ee3e1110167f948a6b9946edeeb738'],
);

/** DenseNet169: 14 million weights, 57 MB. Keras: `DenseNet169`. @example applications.denseNet169 */
export const denseNet169 = denseNet(
  'denseNet169',
  [6, 12, 32, 32],
  ['d699b8f76981ab1b30698df4c175e90b', 'b8c4d4c20dd625c148057b9ff1c1176b'],
);

/** DenseNet201: 20 million weights, 80 MB. Keras: `DenseNet201`. @example applications.denseNet201 */
export const denseNet201 = denseNet(
  'denseNet201',
  [6, 12, 48, 32],
  ['1ceb130c1ea1b78c3bf6114dbdfd8807', 'c13680b51ded0fb44dff2d8f86ac8bb1'],
);
