// Steps that XLA compiled come to the executor's weights; which of the two is used is the same each time.
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { EagerContext } from '../../../lib/engine/eager-context.js';
import { layers, losses, type Model, optimizers, random, sequential, tf } from '../../../lib/index.js';

beforeAll(() => tf.ready());

/** The engines of all loops of steps that ran. */
const engines: ('xla' | 'executor')[] = [];
for (const method of ['execute', 'executeAsync'] as const) {
  const original = EagerContext.prototype[method] as (...values: unknown[]) => unknown;
  vi.spyOn(EagerContext.prototype, method).mockImplementation(function (
    this: EagerContext,
    ...values: unknown[]
  ) {
    const [name, attributes] = values as [string, { name: string }[]];
    if (name.startsWith('tensorcell_'))
      engines.push(attributes.some((one) => one.name === '_XlaMustCompile') ? 'xla' : 'executor');
    return original.apply(this, values) as never;
  });
}
beforeEach(() => {
  engines.length = 0;
});

const x = tf.randomNormal([60, 6], 0, 1, 'float32', 1);
const numbers = tf.randomNormal([60, 3], 0, 1, 'float32', 2);
const classes = tf.oneHot(tf.argMax(numbers, 1), 3);

interface Case {
  readonly make: () => Model;
  readonly y?: tf.Tensor;
  readonly loss?: Parameters<Model['compile']>[0]['loss'];
  readonly optimizer?: () => tf.Optimizer;
}

const dense =
  (
    ...activations: (
      | 'relu'
      | 'tanh'
      | 'sigmoid'
      | 'elu'
      | 'selu'
      | 'gelu'
      | 'swish'
      | 'softplus'
      | 'softmax'
      | 'linear'
    )[]
  ) =>
  () =>
    sequential(
      activations.map((activation, i) =>
        layers.dense({
          units: i === activations.length - 1 ? 3 : 8,
          activation,
          ...(i === 0 ? { inputShape: [6] } : {}),
        }),
      ),
    );

const cases: Record<string, Case> = {
  relu: { make: dense('relu', 'linear') },
  'tanh and sigmoid': {
    make: dense('tanh', 'sigmoid', 'linear'),
    optimizer: () => optimizers.rmsprop({ learningRate: 0.01 }),
  },
  'elu, selu, gelu, swish': {
    make: dense('elu', 'selu', 'gelu', 'swish', 'softplus', 'linear'),
    optimizer: () => optimizers.nadam({ learningRate: 0.01 }),
  },
  'softmax and cross-entropy': {
    make: dense('relu', 'softmax'),
    y: classes,
    loss: 'categoricalCrossentropy',
  },
  'binary cross-entropy': {
    make: dense('relu', 'sigmoid'),
    y: classes,
    loss: 'binaryCrossentropy',
    optimizer: () => optimizers.adagrad({ learningRate: 0.05 }),
  },
  huber: {
    make: dense('relu', 'linear'),
    loss: losses.huber({ delta: 0.5 }),
    optimizer: () => optimizers.sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
  },
  'norms and regularizers': {
    make: () =>
      sequential([
        layers.dense({ units: 8, inputShape: [6], useBias: false, kernelRegularizer: 'l1l2' }),
        layers.batchNormalization(),
        layers.activation('relu'),
        layers.layerNormalization(),
        layers.dense({ units: 3, kernelConstraint: 'unitNorm' }),
      ]),
    optimizer: () => optimizers.adamW({ learningRate: 0.01, globalClipnorm: 1 }),
  },
  'a short last batch': {
    make: dense('relu', 'linear'),
    optimizer: () => optimizers.ftrl({ learningRate: 0.1 }),
  },
};

async function trained(
  {
    make,
    y = numbers,
    loss = 'meanSquaredError',
    optimizer = () => optimizers.adam({ learningRate: 0.01 }),
  }: Case,
  jitCompile: boolean | 'auto',
  args: object = {},
) {
  random.setSeed(3);
  const model = make();
  model.compile({ optimizer: optimizer(), loss, metrics: ['mae'] });
  const { history } = await model.fit(x, y, {
    epochs: 6,
    batchSize: 16,
    verbose: 0,
    jitCompile,
    validationSplit: 0.1,
    ...args,
  });
  return { model, history, weights: model.getWeights().map((weight) => [...weight.dataSync()]) };
}

describe('equal to the executor', () => {
  test.each(Object.keys(cases))('%s', async (name) => {
    const executor = await trained(cases[name]!, false);
    expect(new Set(engines)).toEqual(new Set(['executor']));
    engines.length = 0;
    const xla = await trained(cases[name]!, true);
    expect(engines.filter((engine) => engine === 'xla').length).toBeGreaterThan(5);
    for (const [i, weight] of xla.weights.entries())
      for (const [j, value] of weight.entries()) expect(value).toBeCloseTo(executor.weights[i]![j]!, 4);
    for (const [key, values] of Object.entries(xla.history))
      for (const [i, value] of values.entries())
        expect(value).toBeCloseTo(executor.history[key]![i]! as number, 4);
  });
});

/** So large that its updates are made in place and its loop is unrolled. */
const large = (): Model =>
  sequential([
    layers.dense({ units: 256, activation: 'relu', inputShape: [6] }),
    layers.dense({ units: 256, activation: 'tanh' }),
    layers.dense({ units: 3 }),
  ]);
const inPlace: Record<string, () => tf.Optimizer> = {
  adam: () => optimizers.adam({ learningRate: 0.001 }),
  adamax: () => optimizers.adamax({ learningRate: 0.001 }),
  adadelta: () => optimizers.adadelta({ learningRate: 1 }),
  rmsprop: () => optimizers.rmsprop({ learningRate: 0.001 }),
  'centered rmsprop': () => optimizers.rmsprop({ learningRate: 0.001, centered: true, momentum: 0.9 }),
  sgd: () => optimizers.sgd({ learningRate: 0.01 }),
  momentum: () => optimizers.sgd({ learningRate: 0.01, momentum: 0.9 }),
  nesterov: () => optimizers.sgd({ learningRate: 0.01, momentum: 0.9, nesterov: true }),
};

describe('a large model, updated in place', () => {
  test.each(Object.keys(inPlace))('%s', async (name) => {
    const one = { make: large, optimizer: inPlace[name]! };
    // Without a short last batch: it would have a loop of its own.
    const executor = await trained(one, false, { batchSize: 27 });
    engines.length = 0;
    const xla = await trained(one, true, { batchSize: 27 });
    expect(engines).toContain('xla');
    for (const [i, weight] of xla.weights.entries())
      for (const [j, value] of weight.entries()) expect(value).toBeCloseTo(executor.weights[i]![j]!, 3);
    for (const [i, value] of xla.history.loss!.entries())
      expect(value).toBeCloseTo(executor.history.loss![i]! as number, 4);
  });

  test('by itself, when enough steps are asked for', async () => {
    const { history } = await trained({ make: large }, 'auto', { epochs: 150, batchSize: 2 });
    expect(engines).toContain('xla');
    expect(history.loss).toHaveLength(150);
  });
});

test('one seed gives the same numbers, bit for bit, whatever the clock says', async () => {
  const args = { epochs: 400, batchSize: 2 };
  const [first, second] = [
    await trained(cases.relu!, 'auto', args),
    await trained(cases.relu!, 'auto', args),
  ];
  expect(engines).toContain('xla');
  expect(second.weights).toEqual(first.weights);
  expect(second.history).toEqual(first.history);
});

test('several fits of one model add up', async () => {
  const model = dense('relu', 'linear')();
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const train = () => model.fit(x, numbers, { epochs: 200, batchSize: 2, verbose: 0 });
  await train();
  expect(engines).not.toContain('xla');
  await train();
  await train();
  expect(engines).toContain('xla');
});

test('a fit of few steps stays with the executor', async () => {
  await trained(cases.relu!, 'auto');
  expect(engines).not.toContain('xla');
});

/** XLA knows no Dilation2D. */
class Dilating extends layers.Layer {
  override call(input: tf.Tensor): tf.Tensor {
    const image = tf.reshape(input, [-1, 2, 3, 1]) as tf.Tensor4D;
    return tf.reshape(tf.dilation2d(image, tf.zeros([1, 1, 1]), 1, 'same'), [-1, 6]);
  }
}

test('what XLA cannot compile is said where it was asked for', async () => {
  const make = () => sequential([new Dilating({ inputShape: [6] }), layers.dense({ units: 3 })]);
  await expect(trained({ make }, true)).rejects.toThrow(
    /fit: XLA cannot compile this model's step.*Leave jitCompile out/s,
  );
  const { history } = await trained({ make }, 'auto', { epochs: 400, batchSize: 2 });
  expect(history.loss).toHaveLength(400);
});

test('a value that is none of the three is refused', async () => {
  await expect(trained(cases.relu!, 'yes' as never)).rejects.toThrow(
    "fit: jitCompile must be true, false or 'auto'. Received: 'yes'.",
  );
});
