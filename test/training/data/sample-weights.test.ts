// What fit takes as weights of samples and of classes, and what it refuses. The numbers: test/losses/trainings.
import { beforeAll, expect, test } from 'vitest';
import * as layers from '../../../lib/layers/layers.js';
import { model as functional, sequential } from '../../../lib/models/factories.js';
import * as optimizers from '../../../lib/optimizers/optimizers.js';
import { tf } from '../../../lib/tf.js';
import type { FitArgs } from '../../../lib/training/fit-args.js';
import type { Model } from '../../../lib/training/model.js';

beforeAll(() => tf.setBackend('cpu'));

const inputs = (): tf.Tensor => tf.reshape(tf.sin(tf.range(0, 12)), [2, 3, 2]);

function steps(units = 1): Model {
  const model = sequential([
    layers.dense({ units, inputShape: [3, 2], kernelInitializer: 'ones', activation: 'softmax' }),
  ]);
  model.compile({
    optimizer: optimizers.sgd({ learningRate: 0 }),
    loss: units === 1 ? 'mse' : 'sparseCategoricalCrossentropy',
  });
  return model;
}

function branches(): Model {
  const input = layers.input({ shape: [2] });
  const outputs = ['a', 'b'].map((name) => layers.dense({ units: 1, name }).apply(input));
  const model = functional({ inputs: input, outputs });
  model.compile({ optimizer: optimizers.sgd({ learningRate: 0 }), loss: 'mse' });
  return model;
}

const loss = async (model: Model, x: tf.Tensor, y: tf.Tensor | tf.Tensor[], args: FitArgs) =>
  (await model.fit(x, y, { verbose: 0, ...args })).history.loss![0]!;

test('classes are weighed by a map, and by tensors of one number, as by an object', async () => {
  const y = tf.tensor3d([0, 1, 2, 2, 1, 0], [2, 3, 1]);
  const model = steps(3);
  const wanted = await loss(model, inputs(), y, { classWeight: { 0: 5, 2: 0.5 } });
  const weights = new Map<number, number | tf.Tensor>([
    [0, tf.scalar(5)],
    [2, 0.5],
  ]);
  expect(await loss(model, inputs(), y, { classWeight: weights })).toBeCloseTo(wanted, 6);
});

test('one weight a sample, as a list or a column, is that weight for each of its steps', async () => {
  const [model, y] = [steps(), tf.ones([2, 3, 1]).mul(3)];
  const byStep = [
    [2, 2, 2],
    [0.5, 0.5, 0.5],
  ];
  const weighed = (sampleWeight: FitArgs['sampleWeight']) => loss(model, inputs(), y, { sampleWeight });
  const expected = await weighed(byStep);
  expect(await weighed([2, 0.5])).toBeCloseTo(expected, 6);
  expect(await weighed([[2], [0.5]])).toBeCloseTo(expected, 6);
  expect(await weighed(tf.tensor(byStep).expandDims(-1))).toBeCloseTo(expected, 6);
});

test('a class a step is weighed step by step', async () => {
  const [model, y] = [steps(3), tf.tensor2d([0, 1, 2, 2, 2, 0], [2, 3])];
  const byClass = await loss(model, inputs(), y, { classWeight: { 0: 5, 2: 0.5 } });
  const byStep = await loss(model, inputs(), y, {
    sampleWeight: [
      [5, 1, 0.5],
      [0.5, 0.5, 5],
    ],
  });
  expect(byClass).toBeCloseTo(byStep, 6);
});

test('several outputs: a list, an object by name, or one for all', async () => {
  const [x2, y] = [
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    [tf.ones([2, 1]), tf.zeros([2, 1])],
  ];
  const model = branches();
  const weighed = (sampleWeight: FitArgs['sampleWeight']) => loss(model, x2, y, { sampleWeight });
  const expected = await weighed([
    [1, 2],
    [1, 1],
  ]);
  expect(await weighed({ a: [1, 2] })).toBeCloseTo(expected, 6);
  expect(await weighed([1, 2])).toBeCloseTo(await weighed({ a: [1, 2], b: [1, 2] }), 6);
});

test.each<[string, () => Model, FitArgs, RegExp]>([
  [
    'a weight for every third',
    steps,
    { sampleWeight: [[1, 2, 3]] },
    /one number for each of the 2 samples, or for each of their steps: \[2,3\]. Received: shape \[1,3\]/,
  ],
  ['steps that are not there', steps, { sampleWeight: tf.ones([2, 4]) }, /Received: shape \[2,4\]/],
  ['an output that is not there', branches, { sampleWeight: { c: [1, 2] } }, /'c', which is not an output/],
  [
    'too many lists',
    branches,
    {
      sampleWeight: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    },
    /a list for each output/,
  ],
  [
    'classes of several outputs',
    branches,
    { classWeight: { 0: 2 } },
    /a model with one output, this one has 2/,
  ],
  [
    'classes by output',
    () => steps(3),
    { classWeight: { dense: { 0: 2 } } as never },
    /classWeight of class dense must be a number/,
  ],
])('%s is refused', async (_, make, args, message) => {
  const model = make();
  const isFlat = model.outputs.length > 1;
  const y = isFlat ? [tf.ones([2, 1]), tf.ones([2, 1])] : tf.ones([2, 3, 1]);
  await expect(loss(model, isFlat ? tf.ones([2, 2]) : inputs(), y, args)).rejects.toThrow(message);
});

test.each([
  ['a function', (rows: number[][]) => () => batches(rows)],
  [
    'a data set of tf.data',
    (rows: number[][]) => {
      const array = (): tf.data.Dataset<tf.TensorContainer> => tf.data.array(rows as tf.TensorContainer[]);
      return tf.data.zip({ xs: array(), ys: array() }).batch(1);
    },
  ],
])('validation by %s begins anew, and ends with the data', async (_, make) => {
  const model = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })]);
  model.compile({ optimizer: optimizers.sgd({ learningRate: 0 }), loss: 'mse' });
  const validate = async (validationSteps: number): Promise<number[]> => {
    const validationData = make([[1], [2], [3]]) as never;
    const args = { epochs: 3, verbose: 0, validationData, validationSteps } as const;
    return (await model.fit([[1]], [[1]], args)).history.val_loss!;
  };
  expect(await validate(2)).toEqual([2.5, 2.5, 2.5]);
  expect(await validate(9)).toEqual([14, 14, 14].map((sum) => expect.closeTo(sum / 3, 5)));
});

function* batches(rows: number[][]): Generator<[number[][], number[][]]> {
  for (const row of rows) yield [[row], [row]];
}

test('validation by arrays begins anew, and ends with them', async () => {
  const model = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })]);
  model.compile({ optimizer: optimizers.sgd({ learningRate: 0 }), loss: 'mse' });
  const rows = [[1], [2], [3]];
  const validate = async (validationSteps: number, validationBatchSize?: number): Promise<number[]> => {
    const args = { epochs: 2, verbose: 0, validationData: [rows, rows], validationSteps } as const;
    return (await model.fit([[1]], [[1]], { ...args, validationBatchSize })).history.val_loss!;
  };
  expect(await validate(2, 1)).toEqual([2.5, 2.5]);
  const all = [14 / 3, 14 / 3].map((mean) => expect.closeTo(mean, 5));
  expect(await validate(9, 1)).toEqual(all);
  // As in Keras, steps alone say how large the batches are.
  expect(await validate(1)).toEqual(all);
});
