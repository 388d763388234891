// Several short epochs in one call of TensorFlow come to the same numbers, bit for bit, as one after the other, and are told
// of all the same.
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { EagerContext } from '../../lib/engine/eager-context.js';
import {
  callbacks,
  type History,
  layers,
  type Model,
  optimizers,
  random,
  sequential,
  tf,
} from '../../lib/index.js';

beforeAll(() => tf.ready());

let calls = 0;
for (const method of ['execute', 'executeAsync'] as const) {
  const original = EagerContext.prototype[method] as (...values: unknown[]) => unknown;
  vi.spyOn(EagerContext.prototype, method).mockImplementation(function (
    this: EagerContext,
    ...values: unknown[]
  ) {
    if (String(values[0]).startsWith('tensorcell_')) calls += 1;
    return original.apply(this, values) as never;
  });
}
beforeEach(() => {
  calls = 0;
});

const x = tf.randomNormal([60, 4], 0, 1, 'float32', 1);
const y = tf.oneHot(tf.argMax(tf.slice(x, [0, 0], [60, 3]), 1), 3);

const dense = (): Model =>
  sequential([
    layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ]);
const drawing = (): Model =>
  sequential([
    layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    layers.batchNormalization(),
    layers.dropout({ rate: 0.3 }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ]);

/** A callback that looks at the model between epochs, so that they are run one by one. */
const looking = callbacks.lambda({ onEpochEnd() {} });

async function trained(make: () => Model, args: object) {
  random.setSeed(5);
  const model = make();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  calls = 0;
  const history = await model.fit(x, y, { epochs: 150, batchSize: 6, verbose: 0, ...args });
  const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
  return { history: history as History, weights, calls, next: random.nextSeed() };
}

describe('equal to epochs one by one', () => {
  test.each([
    ['dense', dense, {}],
    ['dropout and batch normalization', drawing, {}],
    ['fewer epochs than there is place for', dense, { epochs: 3 }],
    ['from a later epoch on', dense, { initialEpoch: 100 }],
    ['compiled by XLA', dense, { jitCompile: true }],
  ] as const)('%s', async (_, make, args) => {
    const together = await trained(make, args);
    const apart = await trained(make, { ...args, callbacks: looking });
    expect(together.calls).toBeLessThan(apart.calls);
    expect(together.history.history).toEqual(apart.history.history);
    expect(together.history.epoch).toEqual(apart.history.epoch);
    expect(together.weights).toEqual(apart.weights);
    expect(together.next).toBe(apart.next);
  });
});

describe('one by one', () => {
  test.each([
    ['a short last batch', { batchSize: 7 }],
    ['validation', { validationSplit: 0.5 }],
    [
      'a callback that may end the fit',
      { callbacks: callbacks.earlyStopping({ monitor: 'loss' }), epochs: 40 },
    ],
    ['in order', { shuffle: false }],
    ['epochs by steps', { stepsPerEpoch: 4 }],
  ])('with %s', async (_, args) => {
    const { history, calls } = await trained(dense, args);
    expect(calls).toBeGreaterThanOrEqual(history.epoch.length);
  });
});

test('a loss that is lost stays in its epoch', async () => {
  random.setSeed(5);
  const model = sequential([layers.dense({ units: 3, inputShape: [4] })]);
  model.compile({ optimizer: optimizers.sgd({ learningRate: 3 }), loss: 'meanSquaredError' });
  const { history } = await model.fit(x, y, { epochs: 60, batchSize: 6, verbose: 0 });
  expect(history.loss!.slice(0, 3).every(Number.isFinite)).toBe(true);
  expect(history.loss!.at(-1)).toBeNaN();
});

test('stopTraining ends it within the epochs that run', async () => {
  random.setSeed(5);
  const model = dense();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  const fit = model.fit(x, y, { epochs: 1_000_000, batchSize: 6, verbose: 0 });
  const looks = setInterval(() => {
    if (model.history!.epoch.length > 2) model.stopTraining = true;
  }, 10);
  const { epoch, history } = await fit;
  clearInterval(looks);
  expect(epoch).toEqual(Array.from({ length: epoch.length }, (_, i) => i));
  expect(history.loss).toHaveLength(epoch.length);
});
