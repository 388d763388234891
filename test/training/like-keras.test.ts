// What Keras does around the steps of training: names of metrics, averages of weights, gradients gathered.
import { beforeAll, expect, test } from 'vitest';
import { layers, metrics, optimizers, sequential, tf } from '../../lib/index.js';
import { compileFromKeras } from '../../lib/saving/keras3/deserialize-compile.js';

beforeAll(() => tf.setBackend('cpu'));

const x = tf.ones([2, 1]);
const y = tf.zeros([2, 1]);
/** One weight that begins at 1; each step of mean squared error takes a fifth of it away. */
function oneWeight() {
  return sequential([layers.dense({ units: 1, useBias: false, inputShape: [1], kernelInitializer: 'ones' })]);
}
const weightOf = (model: ReturnType<typeof oneWeight>): number => model.getWeights()[0]!.dataSync()[0]!;

test('the second metric of a name is numbered, and a weighted one says so', async () => {
  const model = oneWeight();
  const mae = () => metrics.meanAbsoluteError({ name: 'gap' });
  model.compile({ optimizer: 'sgd', loss: 'mse', metrics: [mae(), mae()], weightedMetrics: [mae(), mae()] });
  const logs = await model.evaluate(x, y);
  expect(Object.keys(logs)).toEqual(['loss', 'gap', 'gap_1', 'weighted_gap', 'weighted_gap_1']);
});

test('in .h5 files, a short name of a metric stands for the metric with its own name', () => {
  const config = { optimizer_config: 'sgd', loss: 'mse', metrics: ['mse', 'accuracy'] };
  expect(compileFromKeras(config).metrics).toEqual(['mean_squared_error', 'accuracy']);
  const { optimizer_config: optimizer, ...rest } = config;
  expect(compileFromKeras({ ...rest, optimizer }).metrics).toEqual(['mse', 'accuracy']);
});

test('with useEma, weights end as their averages', async () => {
  const model = oneWeight();
  const optimizer = optimizers.sgd({ learningRate: 0.1, useEma: true, emaMomentum: 0.5 });
  model.compile({ optimizer, loss: 'mse' });
  await model.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 });
  // 1 → 0.8 → 0.64; the average begins at 0.8.
  expect(weightOf(model)).toBeCloseTo(0.72, 6);
});

test('with gradientAccumulationSteps, a weight moves once in so many steps', async () => {
  const model = oneWeight();
  const optimizer = optimizers.sgd({ learningRate: 0.1, gradientAccumulationSteps: 2 });
  model.compile({ optimizer, loss: 'mse' });
  await model.fit(x, y, { epochs: 3, batchSize: 2, verbose: 0 });
  expect(weightOf(model)).toBeCloseTo(0.8, 6);
  expect(optimizer.iterations).toBe(1);
});

test('says what the new options take', () => {
  expect(() => optimizers.sgd({ gradientAccumulationSteps: 1 })).toThrow(
    'sgd: gradientAccumulationSteps must be a whole number of at least 2. Received: 1.',
  );
  expect(() => optimizers.adam({ emaMomentum: 2 })).toThrow('emaMomentum must be a number from 0 up to 1');
});

test('no gradient flows to the places of a gather, and none through relu6 at its edges', () => {
  const table = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const places = tf.grad((given: tf.Tensor) =>
    tf.sum(tf.gather(table, tf.cast(given, 'int32') as tf.Tensor1D)),
  );
  expect(Array.from(places(tf.tensor1d([0, 1])).dataSync())).toEqual([0, 0]);
  const bend = tf.grad((given: tf.Tensor) => tf.sum(tf.relu6(given)));
  expect(Array.from(bend(tf.tensor1d([-1, 0, 3, 6, 7])).dataSync())).toEqual([0, 0, 1, 0, 0]);
});
