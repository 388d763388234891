// Mistakes that pass silently in Keras, and the words that each gets here. What is right gets none.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { host, setHost } from '../../../lib/host.js';
import * as layers from '../../../lib/layers/layers.js';
import * as losses from '../../../lib/losses/losses.js';
import { sequential } from '../../../lib/models/factories.js';
import * as optimizers from '../../../lib/optimizers/optimizers.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import type { Model } from '../../../lib/training/model.js';
import type { CompileArgs } from '../../../lib/training/steps/compile.js';

const terminal = host();
let said: string[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
beforeEach(() => {
  said = [];
  random.setSeed(1);
  setHost({ ...terminal, display: (bundle) => void said.push(String(bundle['text/plain'])) });
});
afterEach(() => setHost(terminal));
afterAll(() => tf.disposeVariables());

const rows = (count: number, size: number, value: (i: number, k: number) => number) =>
  Array.from({ length: count }, (_, i) => Array.from({ length: size }, (_, k) => value(i, k)));
const x = rows(20, 3, (i, k) => Math.sin(i + 2 * k));
const classes = Array.from({ length: 20 }, (_, i) => i % 3);
const yesNo = classes.map((one) => Number(one === 1));

interface Last {
  units?: number;
  activation?: 'softmax' | 'sigmoid' | 'relu' | 'linear' | 'tanh';
  loss: CompileArgs['loss'];
  optimizer?: CompileArgs['optimizer'];
}

function learner({ units = 1, activation = 'linear', loss, optimizer = 'adam' }: Last): Model {
  const model = sequential([
    layers.dense({ units: 4, activation: 'relu', inputShape: [3] }),
    layers.dense({ units, activation }),
  ]);
  model.compile({ optimizer, loss });
  return model;
}

const quiet = { verbose: 0, eager: true } as const;

describe('a last layer that does not suit its loss', () => {
  it.each<[string, Last, number[], string]>([
    [
      'softmax over one unit',
      { activation: 'softmax', loss: 'binaryCrossentropy' },
      yesNo,
      'softmax over one unit, which is 1 for every sample',
    ],
    [
      'relu before crossentropy',
      { units: 3, activation: 'relu', loss: 'sparseCategoricalCrossentropy' },
      classes,
      "activation is 'relu', whose outputs are none",
    ],
    [
      'none before crossentropy',
      { units: 3, loss: 'sparseCategoricalCrossentropy' },
      classes,
      'losses.sparseCategoricalCrossentropy({ fromLogits: true })',
    ],
    [
      'tanh before binary crossentropy',
      { activation: 'tanh', loss: 'binaryCrossentropy' },
      yesNo,
      "Use activation: 'sigmoid'",
    ],
    [
      'class numbers for one sigmoid',
      { activation: 'sigmoid', loss: 'binaryCrossentropy' },
      classes,
      'labels from 0 to 1, and these go from 0 to 2',
    ],
    [
      '-1 and 1 for a sigmoid',
      { activation: 'sigmoid', loss: 'binaryCrossentropy' },
      yesNo.map((y) => 2 * y - 1),
      'Write the classes as 0 and 1',
    ],
  ])('%s', async (_, last, y, words) => {
    const model = learner(last);
    for (let i = 0; i < 2; i++) await model.fit(x, y, quiet);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Note: /);
    expect(said[0]).toContain(words);
  });

  it('says nothing of what suits', async () => {
    const fits: [Last, number[]][] = [
      [{ units: 3, activation: 'softmax', loss: 'sparseCategoricalCrossentropy' }, classes],
      [{ units: 3, loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) }, classes],
      [{ activation: 'sigmoid', loss: 'binaryCrossentropy' }, yesNo],
      [{ loss: 'meanSquaredError' }, classes],
      [{ activation: 'relu', loss: 'meanSquaredError' }, classes],
      [{ activation: 'tanh', loss: 'hinge' }, yesNo.map((y) => 2 * y - 1)],
    ];
    for (const [last, y] of fits) await learner(last).fit(x, y, quiet);
    expect(said).toEqual([]);
  });
});

describe('a loss that is lost', () => {
  it('is told when it becomes NaN, with the rate', async () => {
    const model = learner({ loss: 'meanSquaredError', optimizer: optimizers.sgd({ learningRate: 1e30 }) });
    await model.fit(x, classes, { ...quiet, epochs: 3, batchSize: 4 });
    const [first] = said;
    expect(first).toMatch(
      /the loss is (NaN|Infinity) in epoch 1, after \d+ batches. Likely causes: a learning rate that is too high \(1e\+30 here\)/,
    );
    expect(first).toContain('callbacks.terminateOnNaN()');
    expect(said).toHaveLength(1);
  });

  it('is told when it grows without end, before it is NaN', async () => {
    const model = sequential([layers.dense({ units: 1, inputShape: [3] })]);
    model.compile({ optimizer: optimizers.sgd({ learningRate: 3 }), loss: 'meanSquaredError' });
    await model.fit(x, classes, { ...quiet, epochs: 20, batchSize: 4 });
    expect(said[0]).toMatch(/the loss grows instead of falling: from .* to .* in epoch \d+/);
  });

  it('is not told of one that rises and falls', async () => {
    const model = learner({ loss: 'meanSquaredError', optimizer: optimizers.sgd({ learningRate: 0.3 }) });
    await model.fit(x, classes, { ...quiet, epochs: 10 });
    expect(said).toEqual([]);
  });
});

describe('data', () => {
  const bytes = rows(20, 16, (i, k) => (37 * i + 91 * k) % 256);
  const imageModel = (first: Parameters<typeof sequential>[0]): Model => {
    const model = sequential([...(first ?? []), layers.dense({ units: 1 })]);
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    return model;
  };

  it('of whole numbers to 255 are told, unless a layer scales them', async () => {
    await imageModel([layers.dense({ units: 2, inputShape: [16] })]).fit(bytes, yesNo, quiet);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('whole numbers up to 255');
    said = [];
    const scales = [
      layers.rescaling({ scale: 1 / 255, inputShape: [16] }),
      layers.batchNormalization({ inputShape: [16] }),
    ];
    for (const layer of scales) await imageModel([layer]).fit(bytes, yesNo, quiet);
    await imageModel([layers.dense({ units: 2, inputShape: [16] })]).fit(
      bytes.map((row) => row.map((v) => v / 255)),
      yesNo,
      quiet,
    );
    expect(said).toEqual([]);
  });

  it('in batches are looked at once', async () => {
    const model = imageModel([layers.dense({ units: 2, inputShape: [16] })]);
    const batches = function* () {
      for (let i = 0; i < 3; i++) yield [tf.tensor2d(bytes), tf.tensor1d(yesNo)] as [tf.Tensor, tf.Tensor];
    };
    await model.fit(batches, { ...quiet, epochs: 2 });
    expect(said.filter((text) => text.includes('255'))).toHaveLength(1);
  });

  it('to validate on that are trained on are told', async () => {
    const model = learner({ loss: 'meanSquaredError' });
    await model.fit(x, classes, { ...quiet, validationData: [x.slice(3, 12), classes.slice(3, 12)] });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('100 % of the rows looked at');
  });

  it('to validate on that are others, or that repeat by their nature, are not told', async () => {
    const others = rows(8, 3, (i, k) => Math.cos(i + 3 * k));
    await learner({ loss: 'meanSquaredError' }).fit(x, classes, {
      ...quiet,
      validationData: [others, classes.slice(0, 8)],
    });
    const few = rows(40, 3, (i, k) => (i >> k) & 1);
    const y = few.map(([a]) => a!);
    await learner({ loss: 'meanSquaredError' }).fit(few, y, {
      ...quiet,
      validationData: [few.slice(0, 8), y.slice(0, 8)],
    });
    await learner({ loss: 'meanSquaredError' }).fit(x, classes, { ...quiet, validationSplit: 0.3 });
    expect(said).toEqual([]);
  });
});

describe('shapes', () => {
  it('an output of nothing is refused', () => {
    const on = (layer: ReturnType<typeof layers.flatten>) => () =>
      sequential([layers.input({ shape: [2, 2, 1] }), layer] as never);
    expect(on(layers.maxPooling2d({ poolSize: 3 }))).toThrow(/poolSize must not be larger than the data/);
    expect(on(layers.conv2d({ filters: 1, kernelSize: 3 }))).toThrow(/the kernel must fit into the input/);
    expect(on(layers.cropping2d({ cropping: 1 }))).toThrow(/cropping/);
  });

  it('a forgotten flatten is named', async () => {
    const model = sequential([layers.dense({ units: 10, activation: 'softmax', inputShape: [8, 8] })]);
    model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
    const labels = [1, 2, 3, 4];
    await expect(model.fit(tf.ones([4, 8, 8]), labels, quiet)).rejects.toThrow(
      'layers.flatten() seems to be missing',
    );
  });

  it('predictions of shuffled batches are told of', async () => {
    const model = learner({ loss: 'meanSquaredError' });
    const batches = (shuffles: boolean) => ({
      shuffles,
      length: 1,
      [Symbol.iterator]: () => [[tf.tensor2d(x), tf.tensor1d(classes)]][Symbol.iterator](),
    });
    await model.predict(batches(false) as never);
    expect(said).toEqual([]);
    await model.predict(batches(true) as never);
    expect(said[0]).toContain('these batches are shuffled');
  });
});
