// Mistakes, and what is said of them: what was expected, what came, the likely mend.
import { beforeAll, describe, expect, test } from 'vitest';
import * as callbacks from '../../lib/callbacks/early-stopping.js';
import * as layers from '../../lib/layers/layers.js';
import type { CompileArgs } from '../../lib/models/compile.js';
import { sequential } from '../../lib/models/factories.js';
import type { FitArgs } from '../../lib/models/fit-args.js';
import { installOnTfjs } from '../../lib/models/install.js';
import type { Model } from '../../lib/models/model.js';
import { tf } from '../../lib/tf.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

const x = [[1, 2, 3, 4]];
const y = [[1, 0, 0]];

function model(args?: Partial<CompileArgs>): Model {
  const made = sequential([layers.dense({ units: 3, activation: 'softmax', inputShape: [4] })]);
  if (args) made.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', ...args });
  return made;
}

describe('fit', () => {
  const cases: [string, unknown, unknown, object, RegExp][] = [
    [
      'labels not one-hot',
      x,
      [1],
      {},
      /wants one-hot labels of shape \[samples, 3\].*class numbers.*toCategorical\(y, 3\)/,
    ],
    ['wrong width', [[1, 2]], y, {}, /Expected: \[samples, 4\].*Received: \[1, 2\]/],
    ['right values, wrong shape', tf.ones([1, 2, 2]), y, {}, /reshape\(\[-1, 4\]\)/],
    ['one sample alone', [1, 2, 3, 4], [1, 0, 0], {}, /single sample: wrap it/],
    ['more x than y', [x[0], x[0]], y, {}, /same number of samples.*\[2,4\].*\[1,3\]/],
    ['NaN in the data', [[1, Number.NaN, 3, 4]], y, {}, /not finite.*NaN at \[0, 1\]/],
    ['ragged arrays', [[1, 2], [3]], y, {}, /regular block/],
    ['no samples', tf.zeros([0, 4]), tf.zeros([0, 3]), {}, /no samples/],
    ['no y', x, undefined, {}, /y is missing/],
    ['batch size 0', x, y, { batchSize: 0 }, /batchSize must be a whole number of at least 1. Received: 0/],
    ['half an epoch', x, y, { epochs: 0.5 }, /epochs must be a whole number/],
    [
      'a misspelt option',
      x,
      y,
      { batchsize: 3 },
      /Unknown option of fit 'batchsize'. Did you mean 'batchSize'\?/,
    ],
    ['a validation split of 20', x, y, { validationSplit: 20 }, /from 0 up to 1/],
    ['a split that leaves nothing', x, y, { validationSplit: 0.2 }, /leaves none for training/],
    ['a class without a weight', x, y, { classWeight: { 1: 2 } }, /no weight for class 0/],
    [
      'too few sample weights',
      [x[0], x[0]],
      [y[0], y[0]],
      { sampleWeight: [1] },
      /one number for each of the 2 samples/,
    ],
  ];
  test.each(cases)('%s', async (_, data, targets, options, message) => {
    const fitting = model({}).fit(
      data as number[][],
      targets as number[][],
      { verbose: 0, eager: true, ...options } as FitArgs,
    );
    await expect(fitting).rejects.toThrow(message);
  });

  test('before compile', async () => {
    await expect(model().fit(x, y)).rejects.toThrow(/not compiled yet. Call model.compile/);
  });

  test('class numbers out of range', async () => {
    await expect(model({ loss: 'sparseCategoricalCrossentropy' }).fit(x, [3])).rejects.toThrow(
      /from 0 to 2.*Received: 3/,
    );
    await expect(model({ loss: 'sparseCategoricalCrossentropy' }).fit(x, y)).rejects.toThrow(/looks one-hot/);
  });

  test('a monitor that is not there names those that are', async () => {
    const stopping = callbacks.earlyStopping({ monitor: 'val_loss' });
    await expect(model({}).fit(x, y, { verbose: 0, eager: true, callbacks: stopping })).rejects.toThrow(
      /no log 'val_loss'.*Expected one of: loss.*need validationData/,
    );
  });

  test('a generator that has run dry', async () => {
    const once = [[x, y]][Symbol.iterator]() as unknown as Iterable<[number[][], number[][]]>;
    const fitting = model({}).fit(once, { verbose: 0, eager: true, epochs: 2 });
    await expect(fitting).rejects.toThrow(/gave no batch.*runs once only/);
  });

  test('a model whose layers are all frozen', async () => {
    const frozen = model();
    for (const layer of frozen.layers) layer.trainable = false;
    frozen.compile({ optimizer: 'adam', loss: 'mse' });
    await expect(frozen.fit(x, y, { verbose: 0, eager: true })).rejects.toThrow(
      /no weight of this model can be trained/,
    );
  });
});

describe('compile', () => {
  const cases: [string, object, RegExp][] = [
    ['optimizer', { optimizer: 'adm' }, /Unknown optimizer 'adm'. Did you mean 'adam'\?/],
    ['loss', { loss: 'categorical_crossentrop' }, /Did you mean 'categoricalCrossentropy'\?/],
    ['metric', { metrics: ['acuracy'] }, /Did you mean 'accuracy'\?/],
    ['option', { optimiser: 'adam' }, /Unknown option of compile 'optimiser'. Did you mean 'optimizer'\?/],
    ['losses for outputs', { loss: ['mse', 'mse'] }, /one loss for each output \(1: /],
  ];
  test.each(cases)('%s', (_, args, message) => {
    expect(() => model(args as Partial<CompileArgs>)).toThrow(message);
  });

  test('a model without layers', () => {
    expect(() => sequential().compile({ optimizer: 'adam', loss: 'mse' })).toThrow(/no layers yet/);
  });
});

describe('layers', () => {
  test('activation', () => {
    expect(() => layers.dense({ units: 1, activation: 'rlu' as 'relu' })).toThrow(/Did you mean 'relu'\?/);
  });
  test('rate', () => {
    expect(() => layers.dropout(40)).toThrow(/0.4 drops 40 %.*Received: 40/);
  });
});

test('types catch these before the run', () => {
  const never = (): void => {
    // @ts-expect-error an option's name
    void model().fit(x, y, { batchsize: 3 });
    // @ts-expect-error a loss's name
    model().compile({ optimizer: 'adam', loss: 'crossentropi' });
    // @ts-expect-error an activation's name
    layers.dense({ units: 1, activation: 'rlu' });
    // @ts-expect-error units are missing
    layers.dense({});
    // @ts-expect-error an option of a callback
    callbacks.earlyStopping({ patiance: 3 });
  };
  expect(never).toBeTypeOf('function');
});
