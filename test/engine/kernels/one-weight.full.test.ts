// Convolutions of one weight, one after another in a graph: oneDNN's primitives must not be taken for each other's.
import { beforeAll, expect, test } from 'vitest';
import { layers, optimizers, sequential, tf } from '../../../lib/index.js';

beforeAll(() => tf.ready());

const separable = (strides: number) =>
  sequential([
    layers.input({ shape: [4, 3, 1] }),
    layers.depthwiseConv2d({ kernelSize: 1, biasInitializer: 'ones' }),
    layers.separableConv2d({ filters: 1, kernelSize: 1, strides, biasInitializer: 'ones' }),
  ]);

test.each([1, 2])('a graph of them, strides %i, gives what they give op by op', (strides) => {
  const model = separable(strides);
  const x = tf.randomUniform([2, 4, 3, 1]);
  const [compiled, eager] = [false, true].map((eager) => model.predict(x, { eager }));
  expect(compiled!.shape).toEqual([2, 4 / strides, Math.ceil(3 / strides), 1]);
  compiled!.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(eager!.dataSync()[i]!, 5);
  });
});

test('such a model is trained, in a graph that TensorFlow takes apart', async () => {
  const wide = [layers.dense({ units: 2000 }), layers.dense({ units: 30 }), layers.dense({ units: 1 })];
  const model = sequential([separable(1), layers.flatten(), ...wide]);
  model.compile({ optimizer: optimizers.sgd({ learningRate: 1e-5 }), loss: 'mse' });
  const [x, y] = [tf.randomUniform([6, 4, 3, 1]), tf.zeros([6, 1])];
  const first = model.getWeights().map((weight) => weight.clone());
  const losses = async (eager: boolean) => {
    model.setWeights(first);
    const options = { batchSize: 3, epochs: 2, verbose: 0, shuffle: false, eager } as const;
    return (await model.fit(x, y, options)).history.loss!;
  };
  const [compiled, eager] = [await losses(false), await losses(true)];
  for (const epoch of [0, 1]) expect(compiled[epoch]! / eager[epoch]!).toBeCloseTo(1, 4);
});
