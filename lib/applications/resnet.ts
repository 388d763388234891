// Residual networks of 50, 101 and 152 layers (He et al., 2015), and those that normalize first (He et al., 2016).
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { along, type Part, type Place, plainConv, through } from './blocks.js';
import { meanAndDense, usualNames } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

const normalization = (name: string) => layers.batchNormalization({ epsilon: 1.001e-5, name });
const relu = (name: string) => layers.activation({ activation: 'relu', name });
const padding = (around: number, name: string) => layers.zeroPadding2d({ padding: around, name });
const conv = (filters: number, kernelSize: number, name: string, strides = 1) =>
  layers.conv2d({ filters, kernelSize, strides, name });

const stageFilters = [64, 128, 256, 512];

interface Network {
  readonly maker: string;
  /** Blocks in each of the four stages. */
  readonly depths: readonly number[];
  readonly checksums: readonly [string, string];
}

/** Normalization after each convolution. */
function resNet({ maker, depths, checksums }: Network) {
  return application({
    ...common(maker, checksums),
    preprocessing: 'caffe',
    body: (x) => {
      const start = through(
        x,
        padding(3, 'conv1_pad'),
        conv(64, 7, 'conv1_conv', 2),
        normalization('conv1_bn'),
        relu('conv1_relu'),
        padding(1, 'pool1_pad'),
        layers.maxPooling2d({ poolSize: 3, strides: 2, name: 'pool1_pool' }),
      );
      return along(start, ...stages(depths, afterwards));
    },
    head: meanAndDense(usualNames),
  });
}

/** Normalization before each convolution. */
function resNetV2({ maker, depths, checksums }: Network) {
  return application({
    ...common(maker, checksums),
    preprocessing: 'tf',
    body: (x) => {
      const start = through(
        x,
        padding(3, 'conv1_pad'),
        conv(64, 7, 'conv1_conv', 2),
        padding(1, 'pool1_pad'),
        layers.maxPooling2d({ poolSize: 3, strides: 2, name: 'pool1_pool' }),
      );
      return through(along(start, ...stages(depths, before)), normalization('post_bn'), relu('post_relu'));
    },
    head: meanAndDense(usualNames),
  });
}

const common = (maker: string, checksums: readonly [string, string]) => {
  const name = maker.toLowerCase();
  return {
    maker,
    sides: () => [224, 32] as const,
    modelName: () => name,
    weightsFile: weightsFiles(
      publicFolder('resnet'),
      `${name}_weights_tf_dim_ordering_tf_kernels`,
      checksums,
    ),
  };
};

interface Block {
  readonly name: string;
  readonly filters: number;
  readonly stage: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function stages(depths: readonly number[], block: (of: Block) => Part): Part[] {
  return depths.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, i) =>
      block({
        name: `conv${stage + 2}_block${i + 1}`,
        filters: stageFilters[stage]!,
        stage,
        isFirst: i === 0,
        isLast: i === depth - 1,
      }),
    ),
  );
}

/** The first block of each stage but the first takes every other pixel, and has a convolution on its shortcut. */
const afterwards =
  ({ name, filters, stage, isFirst }: Block): Part =>
  (x) => {
    const strides = isFirst && stage > 0 ? 2 : 1;
    const shortcut = isFirst
      ? through(x, conv(4 * filters, 1, `${name}_0_conv`, strides), normalization(`${name}_0_bn`))
      : x;
    const changed = through(
      x,
      conv(filters, 1, `${name}_1_conv`, strides),
      normalization(`${name}_1_bn`),
      relu(`${name}_1_relu`),
      layers.conv2d({ filters, kernelSize: 3, padding: 'same', name: `${name}_2_conv` }),
      normalization(`${name}_2_bn`),
      relu(`${name}_2_relu`),
      conv(4 * filters, 1, `${name}_3_conv`),
      normalization(`${name}_3_bn`),
    );
    return through(sum([shortcut, changed], `${name}_add`), relu(`${name}_out`));
  };

/** The last block of each stage but the last takes every other pixel. */
const before =
  ({ name, filters, stage, isFirst, isLast }: Block): Part =>
  (x) => {
    const strides = isLast && stage < 3 ? 2 : 1;
    const ready = through(x, normalization(`${name}_preact_bn`), relu(`${name}_preact_relu`));
    const changed = (): Place =>
      through(
        ready,
        plainConv(filters, 1, { name: `${name}_1_conv` }),
        normalization(`${name}_1_bn`),
        relu(`${name}_1_relu`),
        padding(1, `${name}_2_pad`),
        plainConv(filters, 3, { strides, name: `${name}_2_conv` }),
        normalization(`${name}_2_bn`),
        relu(`${name}_2_relu`),
        conv(4 * filters, 1, `${name}_3_conv`),
      );
    const shortcut = (): Place => {
      if (isFirst) return through(ready, conv(4 * filters, 1, `${name}_0_conv`, strides));
      return strides > 1 ? through(x, layers.maxPooling2d({ poolSize: 1, strides })) : x;
    };
    return sum([shortcut(), changed()], `${name}_out`);
  };

const sum = (parts: Place[], name: string): Place => layers.add({ name }).apply(parts) as Place;

/**
 * ResNet50: 26 million weights, 98 MB. Keras: `ResNet50`.
 * @example
 * const network = await applications.resNet50({ weights: null, includeTop: false, pooling: 'avg', inputShape: [32, 32, 3] });
 * network.outputs[0].shape // [null, 2048]
 */
export const resNet50 = resNet({
  maker: 'resNet50',
  depths: [3, 4, 6, 3],
  checksums: ['2cb95161c43110f7111970584f804107', '4d473c1dd8becc155b73f8504c6f6626'],
});

/** ResNet101: 45 million weights, 171 MB. Keras: `ResNet101`. @example applications.resNet101 */
export const resNet101 = resNet({
  maker: 'resNet101',
  depths: [3, 4, 23, 3],
  checksums: ['f1aeb4b969a6efcfb50fad2f0c20cfc5', '88cf7a10940856eca736dc7b7e228a21'],
});

/** ResNet152: 60 million weights, 232 MB. Keras: `ResNet152`. @example applications.resNet152 */
export const resNet152 = resNet({
  maker: 'resNet152',
  depths: [3, 8, 36, 3],
  checksums: ['100835be76be38e30d865e96f2aaae62', 'ee4c566cf9a93f14d82f913c2dc6dd0c'],
});

/** ResNet50V2: 26 million weights, 98 MB. Keras: `ResNet50V2`. @example applications.resNet50V2 */
export const resNet50V2 = resNetV2({
  maker: 'resNet50V2',
  depths: [3, 4, 6, 3],
  checksums: ['3ef43a0b657b3be2300d5770ece849e0', 'fac2f116257151a9d068a22e544a4917'],
});

/** ResNet101V2: 45 million weights, 171 MB. Keras: `ResNet101V2`. @example applications.resNet101V2 */
export const resNet101V2 = resNetV2({
  maker: 'resNet101V2',
  depths: [3, 4, 23, 3],
  checksums: ['6343647c601c52e1368623803854d971', 'c0ed64b8031c3730f411d2eb4eea35b5'],
});

/** ResNet152V2: 60 million weights, 232 MB. Keras: `ResNet152V2`. @example applications.resNet152V2 */
export const resNet152V2 = resNetV2({
  maker: 'resNet152V2',
  depths: [3, 8, 36, 3],
  checksums: ['a49b44d1979771252814e80f8ec446f9', 'ed17cf2e0169df9d443503ef94b23b33'],
});
