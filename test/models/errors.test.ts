// Mistakes, and what is said of them: what was expected, what came, the likely remedy.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as callbacks from '../../lib/callbacks/callbacks.js';
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Logs } from '../../lib/training/callback.js';
import type { FitArgs } from '../../lib/training/fit-args.js';
import type { Model } from '../../lib/training/model.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';

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
    [
      'too few sample weights',
      [x[0], x[0]],
      [y[0], y[0]],
      { sampleWeight: [1] },
      /one number for each of the 2 samples/,
    ],
    [
      'names as labels',
      x,
      [['cat']],
      {},
      /y: expected numbers. Received: the text 'cat'. Turn names into numbers/,
    ],
    [
      'texts in a tensor',
      tf.tensor([['a', 'b', 'c', 'd']]),
      y,
      {},
      /expected a tensor of numbers.*dtype string/,
    ],
    [
      'complex numbers',
      tf.complex(tf.ones([1, 4]), tf.ones([1, 4])),
      y,
      {},
      /Received: one of dtype complex64/,
    ],
    ['a promise', Promise.resolve(x), y, {}, /a promise, which must be awaited/],
    ['empty lists', [], [], {}, /there are no samples: the shape is \[0\]/],
    ['options in the place of y', x, { epochs: 3 }, {}, /y is missing. Expected model.fit\(x, y/],
    ['a batch size in quotes', x, y, { batchSize: '2' }, /at least 1. Received: '2'/],
    ['a validation split of 1', x, y, { validationSplit: 1 }, /from 0 up to 1.*Received: 1/],
    ['a validation split in quotes', x, y, { validationSplit: '0.2' }, /Received: '0.2'/],
    ['x alone for validation', x, y, { validationData: [x] }, /validationData: y is missing/],
    ['a tensor for validation', x, y, { validationData: tf.ones([1, 4]) }, /\[x, y\].*Received: a Tensor/],
    [
      'NaN among the weights',
      x,
      y,
      { sampleWeight: [Number.NaN] },
      /sampleWeight: the data holds.*NaN at \[0\]/,
    ],
    ['weights by a word', x, y, { sampleWeight: 'balanced' }, /sampleWeight: expected.*the text 'balanced'/],
    [
      'a class that is not there',
      x,
      y,
      { classWeight: { 0: 1, 7: 2 } },
      /class '7', which there is not. Expected: 0 to 2/,
    ],
    [
      'classes weighed by a word',
      x,
      y,
      { classWeight: 'balanced' },
      /such as \{ 0: 1, 1: 2 \}. Received: 'balanced'/,
    ],
    [
      'a class weighing nothing',
      x,
      y,
      { classWeight: { 0: Number.NaN } },
      /of class 0 must be a number.*NaN/,
    ],
    [
      'a callback not called',
      x,
      y,
      { callbacks: callbacks.earlyStopping },
      /Call it: callbacks.earlyStopping\(\)/,
    ],
    [
      'a misspelt hook',
      x,
      y,
      { callbacks: { onEpochsEnd() {} } },
      /'onEpochsEnd'. Did you mean 'onEpochEnd'\?/,
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
      /no log 'val_loss'.*need validationData.*Expected one of: loss/,
    );
  });

  test('a misspelt monitor is told before the first epoch', async () => {
    const began = vi.fn();
    const stopping = callbacks.earlyStopping({ monitor: 'val_los' });
    const fitting = model({}).fit([...x, ...x], [...y, ...y], {
      ...{ verbose: 0, eager: true, validationSplit: 0.5 },
      callbacks: [stopping, { onEpochBegin: began }],
    });
    await expect(fitting).rejects.toThrow(/no log 'val_los' to monitor. Did you mean 'val_loss'\?/);
    expect(began).not.toHaveBeenCalled();
  });

  test('a log that another callback adds may be monitored', async () => {
    const adding = { onEpochEnd: (_: number, logs: Logs) => void Object.assign(logs, { f1: 0.5 }) };
    const stopping = callbacks.earlyStopping({ monitor: 'f1', mode: 'max' });
    const options = { epochs: 3, verbose: 0, eager: true, callbacks: [adding, stopping] } as const;
    const { epoch } = await model({}).fit(x, y, { ...options, callbacks: [...options.callbacks] });
    expect(epoch).toEqual([0, 1]);
  });

  test('a generator that has run dry', async () => {
    const once = [[x, y]][Symbol.iterator]() as unknown as Iterable<[number[][], number[][]]>;
    const fitting = model({}).fit(once, { verbose: 0, eager: true, epochs: 2 });
    await expect(fitting).rejects.toThrow(/gave no batch.*runs once only/);
  });
});

describe('compile', () => {
  const cases: [string, object, RegExp][] = [
    ['optimizer', { optimizer: 'adm' }, /Unknown optimizer 'adm'. Did you mean 'adam'\?/],
    ['loss', { loss: 'categorical_crossentrop' }, /Did you mean 'categoricalCrossentropy'\?/],
    ['metric', { metrics: ['acuracy'] }, /Did you mean 'accuracy'\?/],
    ['option', { optimiser: 'adam' }, /Unknown option of compile 'optimiser'. Did you mean 'optimizer'\?/],
    ['losses for outputs', { loss: ['mse', 'mse'] }, /one loss for each output \(1: /],
    ['an optimizer not called', { optimizer: optimizers.adam }, /Call it: optimizers.adam\(\)/],
    ['an optimizer by number', { optimizer: 3 }, /optimizer must be a name \('adam'\).*Received: 3/],
    ['a loss not called', { loss: losses.meanSquaredError }, /Call it: losses.meanSquaredError\(\)/],
    ['a loss by number', { loss: 3 }, /loss must be a name.*Received: 3/],
    ['a metric not called', { metrics: [metrics.precision] }, /Call it: metrics.precision\(\)/],
    ['a metric by number', { metrics: [3] }, /metric must be a name.*Received: 3/],
  ];
  test.each(cases)('%s', (_, args, message) => {
    expect(() => model(args as Partial<CompileArgs>)).toThrow(message);
  });

  test('a model without layers', () => {
    expect(() => sequential().compile({ optimizer: 'adam', loss: 'mse' })).toThrow(/no layers yet/);
  });
});

const unchecked = <T>(value: unknown): T => value as T;

describe('layers', () => {
  const flat = { units: 3, inputShape: [4] };
  const cases: [string, () => unknown, RegExp][] = [
    ['activation', () => layers.dense({ units: 1, activation: unchecked('rlu') }), /Did you mean 'relu'\?/],
    [
      'a number for an activation',
      () => layers.dense({ units: 1, activation: unchecked(3) }),
      /Unknown activation '3'.*relu/,
    ],
    ['rate', () => layers.dropout(40), /0.4 drops 40 %.*Received: 40/],
    ['nothing', () => layers.dense(unchecked(undefined)), /dense: expected an object of options/],
    ['a number', () => layers.dense(unchecked(10)), /dense: expected an object of options. Received: 10/],
    ['no units', () => layers.dense(unchecked({})), /dense: the option 'units' is missing/],
    [
      'no kernel',
      () => layers.conv2d(unchecked({ filters: 3 })),
      /conv2d: the option 'kernelSize' is missing/,
    ],
    ['half a unit', () => layers.dense({ units: 2.5 }), /dense: units must be a whole number.*2.5/],
    [
      'no step',
      () => layers.conv2d({ filters: 1, kernelSize: 2, strides: 0 }),
      /strides must be.*Received: 0/,
    ],
    [
      'padding',
      () => layers.conv2d({ filters: 1, kernelSize: 2, padding: unchecked('sam') }),
      /mean 'same'\?/,
    ],
    ['an option', () => layers.dense(unchecked({ units: 3, activatoin: 'relu' })), /mean 'activation'\?/],
    ['a shape', () => layers.dense({ units: 3, inputShape: unchecked(4) }), /list of sizes, such as \[4\]/],
    [
      'an image layer on rows',
      () => sequential([layers.dense(flat), layers.conv2d({ filters: 1, kernelSize: 2 })]),
      /Conv2D '.*' takes images: \[samples, height, width, channels\]. Received: \[samples, 3\]/,
    ],
    [
      'images without channels',
      () => sequential([layers.conv2d({ filters: 1, kernelSize: 2, inputShape: [28, 28] })]),
      /Grey images have one channel/,
    ],
    [
      'a recurrent layer after one that gives the last step only',
      () => sequential([layers.lstm({ units: 2, inputShape: [5, 1] }), layers.lstm({ units: 2 })]),
      /LSTM '.*' takes sequences.*returnSequences: true/,
    ],
  ];
  test.each(cases)('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('models', () => {
  const dense = () => layers.dense({ units: 2, inputShape: [3] });
  const cases: [string, () => unknown, RegExp][] = [
    ['a layer, no list', () => sequential(unchecked(dense())), /a list of layers.*Received: a Dense/],
    ['a maker', () => sequential([unchecked(layers.dense)]), /Call it: layers.dense\(…\)/],
    ['nothing', () => sequential([dense(), unchecked(undefined)]), /expected layers.*Received: undefined/],
    [
      'one name twice',
      () =>
        sequential([dense(), layers.dense({ units: 2, name: 'a' }), layers.dense({ units: 2, name: 'a' })]),
      /a layer named 'a' already/,
    ],
    [
      'a layer of no such name',
      () => sequential([dense()]).getLayer('dens'),
      /Unknown layer 'dens'.*Expected one of: dense/,
    ],
    ['a layer of no such place', () => sequential([dense()]).getLayer(7), /expected 0 to 0. Received: 7/],
    [
      'no inputs',
      () => functional(unchecked({})),
      /expected \{ inputs, outputs \}. Received: an object of nothing/,
    ],
  ];
  test.each(cases)('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('the shape may stand in an input, as in Keras', () => {
    const made = sequential([layers.input({ shape: [4] }), layers.dense({ units: 2 })]);
    expect(made.outputs[0]!.shape).toEqual([null, 2]);
    expect(made.countParams()).toBe(10);
  });
});

describe('optimizers and callbacks', () => {
  const cases: [string, () => unknown, RegExp][] = [
    [
      'a rate as text',
      () => optimizers.adam(unchecked('0.01')),
      /such as \{ learningRate: 0.01 \}. Received: "?'?0.01/,
    ],
    ['an option', () => optimizers.adam(unchecked({ learning_rate: 0.1 })), /mean 'learningRate'\?/],
    [
      'a rate below 0',
      () => optimizers.adam({ learningRate: -1 }),
      /a number from 0, or a schedule. Received: -1/,
    ],
    ['a rate in quotes', () => optimizers.sgd({ learningRate: unchecked('0.1') }), /Received: '0.1'/],
    ['momentum of 2', () => optimizers.sgd({ momentum: 2 }), /momentum must be a number from 0 up to 1/],
    ['patience', () => callbacks.earlyStopping({ patience: -1 }), /patience must be a whole number.*-1/],
    ['a path', () => callbacks.modelCheckpoint(unchecked(3)), /expected a path, such as 'model.keras'/],
    [
      'an ending',
      () => callbacks.modelCheckpoint('model.txt'),
      /ending of 'model.txt' is not a known format/,
    ],
    [
      'a rate for a schedule',
      () => callbacks.learningRateScheduler(unchecked(0.1)),
      /a function of epoch and rate/,
    ],
  ];
  test.each(cases)('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('predict', () => {
  const cases: [string, unknown, RegExp][] = [
    ['the wrong width', [[1, 2]], /Expected: \[samples, 4\].*Received: \[1, 2\]/],
    ['one sample alone', [1, 2, 3, 4], /single sample: wrap it/],
    ['nothing', undefined, /x: expected arrays or tensors. Received: undefined/],
    ['a path', 'image.png', /Received: the text 'image.png'/],
  ];
  test.each(cases)('%s', (_, data, message) => {
    expect(() => model({}).predict(data as number[][])).toThrow(message);
  });
});

test('evaluate before compile', async () => {
  await expect(model().evaluate(x, y)).rejects.toThrow(/evaluate: this model is not compiled yet/);
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
