// A loss that is scaled trains as one that is not, to roundings; a scale beyond single precision shows that it is taken.
import { beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

async function trained(make: (options: { lossScaleFactor?: number }) => object, lossScaleFactor?: number) {
  const model = sequential([layers.dense({ units: 1, kernelInitializer: 'ones', inputShape: [2] })]);
  const options = lossScaleFactor === undefined ? {} : { lossScaleFactor };
  model.compile({ optimizer: make(options) as never, loss: 'meanSquaredError' });
  const x = tf.tensor2d([
    [1, 2],
    [3, -1],
    [0.5, 4],
  ]);
  const history = await model.fit(x, tf.tensor2d([[3], [1], [9]]), { epochs: 4, verbose: 0, shuffle: false });
  return { loss: history.history.loss!, weights: model.getWeights().flatMap((one) => [...one.dataSync()]) };
}

test.each([
  ['sgd', (options: object) => optimizers.sgd({ learningRate: 0.01, ...options })],
  ['adam', (options: object) => optimizers.adam({ learningRate: 0.01, ...options })],
  ['clipped', (options: object) => optimizers.sgd({ learningRate: 0.01, clipnorm: 1, ...options })],
])('%s', async (_, make) => {
  const [plain, scaled] = [await trained(make), await trained(make, 1024)];
  scaled.weights.forEach((value, i) => {
    expect(value).toBeCloseTo(plain.weights[i]!, 5);
  });
  scaled.loss.forEach((value, i) => {
    expect(value).toBeCloseTo(plain.loss[i]!, 4);
  });
});

test('the gradient goes through the scale', async () => {
  const { weights } = await trained((options) => optimizers.sgd(options), 3e38);
  expect(weights.every((value) => Number.isFinite(value))).toBe(false);
});
