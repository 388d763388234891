// VGG16 and VGG19: convolutions of 3 × 3 in five blocks (Simonyan & Zisserman, 2014).
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { type Place, through } from './blocks.js';
import { classifier, pooled } from './heads.js';
import { publicFolder, weightsFiles } from './pretrained.js';

const filters = [64, 128, 256, 512, 512];

function vgg(maker: 'vgg16' | 'vgg19', depths: readonly number[], checksums: readonly [string, string]) {
  return application({
    maker,
    sides: () => [224, 32],
    preprocessing: 'caffe',
    body: (x) => depths.reduce((at, depth, i) => block(at, i, depth), x),
    head: (x, given) => {
      if (!given.includeTop) return pooled(x, given, undefined);
      const hidden = (name: string) => layers.dense({ units: 4096, activation: 'relu', name });
      return through(x, layers.flatten({ name: 'flatten' }), hidden('fc1'), hidden('fc2'), classifier(given));
    },
    modelName: () => maker,
    weightsFile: weightsFiles(publicFolder(maker), `${maker}_weights_tf_dim_ordering_tf_kernels`, checksums),
  });
}

function block(x: Place, index: number, depth: number): Place {
  const name = `block${index + 1}`;
  const convolutions = Array.from({ length: depth }, (_, i) =>
    layers.conv2d({
      filters: filters[index]!,
      kernelSize: 3,
      activation: 'relu',
      padding: 'same',
      name: `${name}_conv${i + 1}`,
    }),
  );
  return through(x, ...convolutions, layers.maxPooling2d({ poolSize: 2, strides: 2, name: `${name}_pool` }));
}

/**
 * VGG16: 138 million weights, 528 MB. Keras: `VGG16`.
 * @example
 * const network = await applications.vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3] });
 * network.layers.length // 19
 */
export const vgg16 = vgg(
  'vgg16',
  [2, 2, 3, 3, 3],
  ['64373286793e3c8b2b4e3219cbf3544b', '6d6bbae143d832006294945121d1f1fc'],
);

/**
 * VGG19: 144 million weights, 549 MB. Keras: `VGG19`.
 * @example
 * const network = await applications.vgg19({ weights: null, includeTop: false, inputShape: [32, 32, 3] });
 * network.layers.length // 22
 */
export const vgg19 = vgg(
  'vgg19',
  [2, 2, 4, 4, 4],
  ['cbe5617147190e668d6c5d5026f83318', '253f8cb515780f3b799900260a226db6'],
);
