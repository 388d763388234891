// Inception-ResNet V2: several ways side by side, added to what went in (Szegedy et al., 2016).
import { publicly } from '../core/public-types.js';
import type { Layer } from '../layers/base/layer.js';
import * as layers from '../layers/layers.js';
import { application } from './application.js';
import { along, channelsOf, type Part, type Place, through } from './blocks.js';
import { meanAndDense } from './heads.js';
import { convolution, joined, largest, smoothed, stem, way } from './inception-parts.js';
import { CustomScaleLayer } from './own-layers.js';
import { publicFolder, weightsFiles } from './pretrained.js';

/** Ways side by side, brought to as many channels as went in, and added to it. */
function residual(name: string, scale: number, ways: readonly Part[], isActivated = true): Part {
  return (x) => {
    const changed = through(
      joined(`${name}_mixed`, ...ways)(x),
      layers.conv2d({ filters: channelsOf(x), kernelSize: 1, padding: 'same', name: `${name}_conv` }),
    );
    const sum = publicly<Layer>(new CustomScaleLayer({ scale })).apply([x, changed]) as Place;
    return isActivated ? through(sum, layers.activation({ activation: 'relu', name: `${name}_ac` })) : sum;
  };
}

const many = (count: number, make: (index: number) => Part): Part[] =>
  Array.from({ length: count }, (_, i) => make(i + 1));

const fine = (i: number): Part =>
  residual(`block35_${i}`, 0.17, [way([32, 1]), way([32, 1], [32, 3]), way([32, 1], [48, 3], [64, 3])]);
const long = (i: number): Part =>
  residual(`block17_${i}`, 0.1, [way([192, 1]), way([128, 1], [160, [1, 7]], [192, [7, 1]])]);
const coarse = (i: number): Part =>
  residual(
    `block8_${i}`,
    i === 10 ? 1 : 0.2,
    [way([192, 1]), way([192, 1], [224, [1, 3]], [256, [3, 1]])],
    i < 10,
  );

/** Inception-ResNet V2: 56 million weights, 215 MB, for images of 299 × 299. Keras: `InceptionResNetV2`. @example applications.inceptionResNetV2 */
export const inceptionResNetV2 = application({
  maker: 'inceptionResNetV2',
  sides: () => [299, 75],
  preprocessing: 'tf',
  body: (x) => {
    const deep = along(
      stem(x),
      joined('mixed_5b', way([96, 1]), way([48, 1], [64, 5]), way([64, 1], [96, 3], [96, 3]), smoothed(64)),
      ...many(10, fine),
      joined('mixed_6a', way([384, 3, 2]), way([256, 1], [256, 3], [384, 3, 2]), largest),
      ...many(20, long),
      joined(
        'mixed_7a',
        way([256, 1], [384, 3, 2]),
        way([256, 1], [288, 3, 2]),
        way([256, 1], [288, 3], [320, 3, 2]),
        largest,
      ),
      ...many(10, coarse),
    );
    return through(deep, ...convolution(1536, 1, {}, 'conv_7b'));
  },
  head: meanAndDense({ average: 'avg_pool' }),
  modelName: () => 'inception_resnet_v2',
  weightsFile: weightsFiles(
    publicFolder('inception_resnet_v2'),
    'inception_resnet_v2_weights_tf_dim_ordering_tf_kernels',
    ['e693bd0210a403b3192acc6073ad2e96', 'd19885ff4a710c122648d3b5c3b684e4'],
  ),
});
