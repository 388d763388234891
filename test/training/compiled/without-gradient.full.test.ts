// A weight that the loss depends on by steps alone has no gradient in Keras, rather than one of zeros: no momentum, decay
// or rate of its own moves it, and its constraint is not applied.
import { beforeAll, describe, expect, test } from 'vitest';
import { layers, type Model, optimizers, sequential, tf } from '../../../lib/index.js';

beforeAll(() => tf.ready());

const x = [
  [1, 2],
  [-3, 0.5],
];
const y = [[1], [2]];

/** The first layer's numbers are sorted into bins; its kernel breaks its constraint from the start. */
const binned = (): Model =>
  sequential([
    layers.dense({
      units: 2,
      inputShape: [2],
      kernelInitializer: 'ones',
      kernelConstraint: 'nonNeg',
      biasConstraint: 'unitNorm',
    }),
    layers.discretization({ binBoundaries: [-1, 0, 1] }),
    layers.dense({ units: 1 }),
  ]);

const values = (model: Model, layer: number): number[] =>
  model.layers[layer]!.getWeights().flatMap((weight) => [...weight.dataSync()]);

describe.each([
  ['op by op', true],
  ['compiled', false],
])('%s', (_, eager) => {
  test.each([
    ['sgd with decay', () => optimizers.sgd({ learningRate: 0.1, momentum: 0.9, weightDecay: 0.1 })],
    ['adamW', () => optimizers.adamW({ learningRate: 0.1 })],
    ['ftrl', () => optimizers.ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.1 })],
    ['rmsprop', () => optimizers.rmsprop({ learningRate: 0.1, globalClipnorm: 1 })],
    ['adam, gathering', () => optimizers.adam({ learningRate: 0.1, gradientAccumulationSteps: 2 })],
    ['adam, averaging', () => optimizers.adam({ learningRate: 0.1, useEma: true })],
  ])('%s leaves alone what has no gradient', async (_, optimizer) => {
    const model = binned();
    model.layers[0]!.setWeights([tf.tensor2d([1, -2, 3, -4], [2, 2]), tf.tensor1d([3, 4])]);
    const [first, last] = [values(model, 0), values(model, 2)];
    model.compile({ optimizer: optimizer(), loss: 'meanSquaredError' });
    await model.fit(x, y, { epochs: 4, batchSize: 2, verbose: 0, eager });
    expect(values(model, 0)).toEqual(first);
    expect(values(model, 2)).not.toEqual(last);
  });

  test('a loss without a gradient in any weight is refused', async () => {
    const model = sequential([
      layers.dense({ units: 1, inputShape: [2] }),
      layers.discretization({ binBoundaries: [0] }),
    ]);
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await expect(model.fit(x, y, { verbose: 0, eager })).rejects.toThrow(/no gradient.*any weight/);
  });
});
