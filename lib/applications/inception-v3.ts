// InceptionV3: several ways side by side in each block (Szegedy et al., 2015).
import { application } from './application.js';
import { along, type Part } from './blocks.js';
import { meanAndDense } from './heads.js';
import { joined, type Kernel, largest, type Step, smoothed, stem, way } from './inception-parts.js';
import { publicFolder, weightsFiles } from './pretrained.js';

/** Two ways that part late. */
const parting =
  (name: string | undefined, filters: number, ...before: readonly Step[]): Part =>
  (x) =>
    joined(name, way([filters, [1, 3]]), way([filters, [3, 1]]))(way(...before)(x));

const small = (name: string, pooled: number): Part =>
  joined(name, way([64, 1]), way([48, 1], [64, 5]), way([64, 1], [96, 3], [96, 3]), smoothed(pooled));

const long = (name: string, filters: number): Part => {
  const [row, column]: [Kernel, Kernel] = [
    [1, 7],
    [7, 1],
  ];
  return joined(
    name,
    way([192, 1]),
    way([filters, 1], [filters, row], [192, column]),
    way([filters, 1], [filters, column], [filters, row], [filters, column], [192, row]),
    smoothed(192),
  );
};

const wide = (name: string, inner: string): Part =>
  joined(
    name,
    way([320, 1]),
    parting(inner, 384, [384, 1]),
    parting(undefined, 384, [448, 1], [384, 3]),
    smoothed(192),
  );

/**
 * InceptionV3: 24 million weights, 92 MB, for images of 299 × 299. Keras: `InceptionV3`.
 * @example
 * const network = await applications.inceptionV3({ weights: null, includeTop: false, pooling: 'avg', inputShape: [75, 75, 3] });
 * network.outputs[0].shape // [null, 2048]
 */
export const inceptionV3 = application({
  maker: 'inceptionV3',
  sides: () => [299, 75],
  preprocessing: 'tf',
  body: (x) =>
    along(
      stem(x),
      small('mixed0', 32),
      small('mixed1', 64),
      small('mixed2', 64),
      joined('mixed3', way([384, 3, 2]), way([64, 1], [96, 3], [96, 3, 2]), largest),
      long('mixed4', 128),
      long('mixed5', 160),
      long('mixed6', 160),
      long('mixed7', 192),
      joined(
        'mixed8',
        way([192, 1], [320, 3, 2]),
        way([192, 1], [192, [1, 7]], [192, [7, 1]], [192, 3, 2]),
        largest,
      ),
      wide('mixed9', 'mixed9_0'),
      wide('mixed10', 'mixed9_1'),
    ),
  head: meanAndDense({ average: 'avg_pool' }),
  modelName: () => 'inception_v3',
  weightsFile: weightsFiles(publicFolder('inception_v3'), 'inception_v3_weights_tf_dim_ordering_tf_kernels', [
    '9a0d58056eeedaa3f26cb7ebd46da564',
    'bcbd6486424b2319ff4ef7d526e38f63',
  ]),
});
