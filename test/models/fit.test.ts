// The fit loop: history and its names, batches, validation, order, generators, stopping.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { displaySymbol, type Host, host, setHost } from '../../lib/host.js';
import * as layers from '../../lib/layers/layers.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { Callback, type Logs } from '../../lib/training/callback.js';
import type { BatchStream } from '../../lib/training/data/types.js';
import type { FitArgs } from '../../lib/training/fit-args.js';
import type { Model } from '../../lib/training/model.js';

const quiet: FitArgs = { verbose: 0, eager: true };
const terminal = host();

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
beforeEach(() => random.setSeed(1));
afterEach(() => setHost(terminal));

const x = Array.from({ length: 10 }, (_, i) => [i / 10, 1 - i / 10]);
const y = x.map(([a, b]) => [2 * a! - b!]);

function line(options: { loss?: 'mse' | 'mae' } = {}): Model {
  const model = sequential([layers.dense({ units: 1, inputShape: [2] })]);
  model.compile({
    optimizer: optimizers.sgd({ learningRate: 0.1 }),
    loss: options.loss ?? 'mse',
    metrics: ['mae'],
  });
  return model;
}

const unchecked = <T>(value: unknown): T => value as T;

describe('batches one by one', () => {
  const sizes = [
    [0, 4],
    [4, 8],
    [8, 10],
  ] as const;
  const batches = sizes.map(([from, to]) => [x.slice(from, to), y.slice(from, to)]);

  test('a list of batches trains as the rows do', async () => {
    random.setSeed(1);
    const byRows = await line().fit(x, y, { ...quiet, epochs: 2, batchSize: 4, shuffle: false });
    random.setSeed(1);
    const byBatches = await line().fit(unchecked<BatchStream>(batches), { ...quiet, epochs: 2 });
    expect(byBatches.history).toEqual(byRows.history);
  });

  test('predict takes them, with targets or without', async () => {
    const model = line();
    const expected = await (await model.predict(x)).data();
    const plain = await model.predict(unchecked(batches.map(([inputs]) => inputs).values()));
    const pairs = await model.predict(unchecked(() => batches.values()));
    expect(await plain.data()).toEqual(expected);
    expect(await pairs.data()).toEqual(expected);
  });
});

describe('history', () => {
  test('a metric that is asked for plain and weighted has two names', async () => {
    const model = line();
    model.compile({ optimizer: 'sgd', loss: 'mse', metrics: ['mae'], weightedMetrics: ['mae', 'mse'] });
    const { history } = await model.fit(x, y, { ...quiet, epochs: 1, sampleWeight: x.map((_, i) => i % 2) });
    expect(Object.keys(history)).toEqual(['loss', 'mae', 'weighted_mae', 'mse']);
    expect(history.weighted_mae).not.toEqual(history.mae);
  });

  test('names as in Keras, one entry an epoch', async () => {
    const history = await line().fit(x, y, { ...quiet, epochs: 3, validationSplit: 0.2 });
    expect(Object.keys(history.history)).toEqual(['loss', 'mae', 'val_loss', 'val_mae']);
    expect(history.epoch).toEqual([0, 1, 2]);
    expect(history.history.loss).toHaveLength(3);
    expect(history.history.loss![2]).toBeLessThan(history.history.loss![0]!);
  });

  test('metrics are means over samples, the short last batch included', async () => {
    const model = line();
    model.setWeights([tf.zeros([2, 1]), tf.zeros([1])]);
    const frozen = optimizers.sgd({ learningRate: 0 });
    model.compile({ optimizer: frozen, loss: 'mse', metrics: ['mae'] });
    const { history } = await model.fit(x, y, { ...quiet, batchSize: 4 });
    const mean = y.reduce((sum, [value]) => sum + Math.abs(value!), 0) / y.length;
    expect(history.mae![0]).toBeCloseTo(mean, 5);
  });

  test('several outputs: each loss and metric under its output', async () => {
    const input = layers.input({ shape: [2] });
    const outputs = ['first', 'second'].map((name) => layers.dense({ units: 1, name }).apply(input));
    const model = functional({ inputs: input, outputs });
    expect(() => model.compile({ optimizer: 'adam', loss: { first: 'mse' } })).toThrow(
      'expected one for each output (first, second), null for one that is not judged. Received: none for second.',
    );
    model.compile({ optimizer: 'adam', loss: { first: 'mse', second: 'mae' }, metrics: { second: ['mse'] } });
    const { history } = await model.fit(x, { first: y, second: y }, quiet);
    expect(Object.keys(history)).toEqual(['loss', 'first_loss', 'second_loss', 'second_mse']);
    expect(history.loss![0]).toBeCloseTo(history.first_loss![0]! + history.second_loss![0]!, 5);
  });

  test('validationFreq and initialEpoch', async () => {
    const history = await line().fit(x, y, {
      ...quiet,
      epochs: 6,
      initialEpoch: 2,
      validationSplit: 0.2,
      validationFreq: 2,
    });
    expect(history.epoch).toEqual([2, 3, 4, 5]);
    expect(history.history.val_loss).toHaveLength(2);
  });
});

describe('steps', () => {
  const countSteps = async (options: FitArgs): Promise<number[]> => {
    const counts: number[] = [];
    const callbacks = {
      onEpochBegin: () => void counts.push(0),
      onTrainBatchEnd: () => {
        counts[counts.length - 1]! += 1;
      },
    };
    const model = line();
    await model.fit(x, y, { ...quiet, ...options, callbacks });
    expect(model.optimizer.iterations).toBe(counts.reduce((sum, count) => sum + count, 0));
    return counts;
  };

  test('all of the data, in batches', async () => {
    expect(await countSteps({ epochs: 2, batchSize: 3 })).toEqual([4, 4]);
  });

  test('stepsPerEpoch cuts the same walk into other pieces', async () => {
    expect(await countSteps({ epochs: 3, batchSize: 3, stepsPerEpoch: 2 })).toEqual([2, 2, 2]);
    expect(await countSteps({ epochs: 1, batchSize: 5, stepsPerEpoch: 5 })).toEqual([5]);
  });

  test('without shuffle, as the rows lie; with it, another order each epoch, fixed by the seed', async () => {
    const train = async (options: FitArgs): Promise<number[]> => {
      random.setSeed(3);
      const model = line();
      model.setWeights([tf.zeros([2, 1]), tf.zeros([1])]);
      await model.fit(x, y, { ...quiet, batchSize: 1, ...options });
      return Array.from(model.getWeights()[0]!.dataSync());
    };
    const [plain, shuffled, again] = [await train({ shuffle: false }), await train({}), await train({})];
    expect(shuffled).toEqual(again);
    expect(shuffled).not.toEqual(plain);
  });
});

describe('data', () => {
  test('tensors, nested arrays and typed arrays', async () => {
    const model = sequential([layers.dense({ units: 1, inputShape: [1] })]);
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    for (const numbers of [new Float32Array([1, 2]), [1, 2], tf.tensor1d([1, 2]), new Uint8Array([1, 2])]) {
      await model.fit(numbers, numbers, quiet);
    }
    expect(model.optimizer.iterations).toBe(4);
  });

  test('nothing is left on the device', async () => {
    const model = line();
    await model.fit(x, y, quiet);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await model.fit(x, y, { ...quiet, epochs: 2, validationSplit: 0.2 });
    await model.evaluate(x, y, { eager: true });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a generator of batches, run once an epoch; validation by another', async () => {
    const model = line();
    let started = 0;
    function* batches(): Generator<[number[][], number[][]]> {
      started += 1;
      for (let i = 0; i < 10; i += 5) yield [x.slice(i, i + 5), y.slice(i, i + 5)];
    }
    const { history } = await model.fit(batches, { ...quiet, epochs: 2, validationData: batches });
    expect(started).toBe(4);
    expect(history.val_loss).toHaveLength(2);
    expect(model.optimizer.iterations).toBe(4);
  });

  test('an endless generator with stepsPerEpoch goes on where it was', async () => {
    const seen: number[] = [];
    async function* forever(): AsyncGenerator<[number[][], number[][]]> {
      for (let i = 0; ; i++) {
        seen.push(i);
        yield [x.slice(0, 2), y.slice(0, 2)];
      }
    }
    await line().fit(forever(), { ...quiet, epochs: 2, stepsPerEpoch: 3 });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('tf.data', async () => {
    const data = tf.data.zip({ xs: tf.data.array(x), ys: tf.data.array(y) }).batch(4);
    const model = line();
    await model.fit(data, { ...quiet, epochs: 2 });
    expect(model.optimizer.iterations).toBe(6);
  });
});

describe('an end before the end', () => {
  test('model.stopTraining in a callback', async () => {
    const model = line();
    const onEpochEnd = (epoch: number): void => {
      if (epoch === 1) model.stopTraining = true;
    };
    const history = await model.fit(x, y, { ...quiet, epochs: 10, callbacks: { onEpochEnd } });
    expect(history.epoch).toEqual([0, 1]);
    expect((await model.fit(x, y, { ...quiet, epochs: 2 })).epoch).toEqual([0, 1]);
  });

  test('Stop: an error at once, weights and history kept, fit can run again', async () => {
    const stop = new AbortController();
    const stopped: Host = { ...terminal, display() {}, signal: stop.signal };
    setHost(stopped);
    const model = line();
    const onEpochEnd = (epoch: number): void => {
      if (epoch === 2) stop.abort(new Error('Stopped'));
    };
    await expect(model.fit(x, y, { ...quiet, epochs: 1000, callbacks: { onEpochEnd } })).rejects.toThrow(
      'Stopped',
    );
    expect(model.optimizer.iterations).toBe(3);
    expect(model.history.epoch).toEqual([0, 1, 2]);
    setHost(terminal);
    await model.fit(x, y, quiet);
    expect(model.optimizer.iterations).toBe(4);
  });

  test('a callback that throws ends fit with its error, and is released', async () => {
    const calls: string[] = [];
    const model = line();
    const failing = {
      onEpochEnd: () => {
        calls.push('epoch');
        throw new Error('disk full');
      },
      onTrainEnd: () => void calls.push('end'),
    };
    await expect(model.fit(x, y, { ...quiet, epochs: 5, callbacks: failing })).rejects.toThrow('disk full');
    expect(calls).toEqual(['epoch']);
    await model.fit(x, y, quiet);
  });

  test('a second fit while one runs', async () => {
    const model = line();
    const first = model.fit(x, y, { ...quiet, epochs: 3 });
    await expect(model.fit(x, y, quiet)).rejects.toThrow('being trained already');
    await first;
  });

  test('a fit after Stop waits until the stopped one has let go of the model', async () => {
    const model = line();
    const stop = new AbortController();
    let letGo = () => {};
    const onRelease = () => new Promise<void>((resolve) => (letGo = resolve));
    class Slow extends Callback {
      override onEpochEnd = () => stop.abort(new Error('Stopped'));
      override onRelease = onRelease;
    }
    setHost({ ...terminal, signal: stop.signal });
    const stopped = model.fit(x, y, { ...quiet, epochs: 1000, callbacks: new Slow() });
    const ended = expect(stopped).rejects.toThrow('Stopped');
    while (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
    setHost(terminal);
    const next = model.fit(x, y, quiet);
    await new Promise((resolve) => setTimeout(resolve, 5));
    letGo();
    await ended;
    expect((await next).epoch).toEqual([0]);
  });
});

test('history.loss is told from history.history.loss', async () => {
  const history = await line().fit(x, y, { ...quiet, epochs: 2 });
  const read = (name: string) => () => Reflect.get(history, name) as unknown;
  expect(read('loss')).toThrow("one step further in: history.history['loss']");
  expect(read('mae')).toThrow("history.history['mae']");
  expect(read('none')()).toBeUndefined();
  expect({ ...history }.history.loss).toHaveLength(2);
});

describe('the history as a last line', () => {
  test('is nothing where fit shows it, and the courses elsewhere', async () => {
    const cell = (): void => setHost({ ...terminal, signal: new AbortController().signal });
    cell();
    const shown = await line().fit(x, y, { ...quiet, verbose: 2 });
    const silent = await line().fit(x, y, { ...quiet, verbose: 0 });
    expect(await shown[displaySymbol]()).toBeUndefined();
    expect((await silent[displaySymbol]())?.['text/plain']).toMatch(/^History \{ loss: \[/);
    cell();
    expect((await shown[displaySymbol]())?.['text/plain']).toMatch(/^History \{ loss: \[/);
    setHost(terminal);
  });
});

describe('evaluate and predict', () => {
  test('numbers by name, and as a list in Keras’ order', async () => {
    const model = line();
    const result = await model.evaluate(x, y, { eager: true });
    const [loss, mae] = result;
    expect(result).toEqual({ loss, mae });
  });

  test('predict by batches equals predict at once', () => {
    const model = line();
    const at = (batchSize: number): unknown => model.predict(x, { batchSize, eager: true }).arraySync();
    expect(at(3)).toEqual(at(100));
  });

  test('tf.sequential has our fit and keeps its own evaluate', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError', metrics: ['mae'] });
    const { history } = await model.fit(tf.tensor(x), tf.tensor(y), { verbose: 0, epochs: 2 });
    expect(Object.keys(history)).toEqual(['loss', 'mae']);
    const [loss] = model.evaluate(tf.tensor(x), tf.tensor(y)) as tf.Scalar[];
    expect(loss!.shape).toEqual([]);
    const data = tf.data.zip({ xs: tf.data.array(x), ys: tf.data.array(y) }).batch(4);
    const [again] = (await model.evaluateDataset(data as never, {})) as tf.Scalar[];
    expect(again!.dataSync()[0]).toBeCloseTo(loss!.dataSync()[0]!, 5);
  });

  test('a metric that is no mean is exact over an epoch of several batches', async () => {
    const model = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })]);
    model.compile({
      optimizer: 'sgd',
      loss: 'binaryCrossentropy',
      metrics: [metrics.auc(), metrics.precision()],
    });
    const labels = [0, 1, 0, 1, 1, 0, 1, 1, 0, 1];
    const { auc, precision } = await model.evaluate(x, labels, { batchSize: 3, eager: true });
    const scores = model.predict(x, { eager: true }).flatten();
    expect(auc).toBeCloseTo(metrics.auc().compute(labels, scores), 5);
    expect(precision).toBeCloseTo(metrics.precision().compute(labels, scores), 5);
  });
});

test('logs of a batch are means over the epoch so far', async () => {
  const seen: number[] = [];
  const onTrainBatchEnd = (_: number, logs: Logs): void => void seen.push(logs.loss!);
  const { history } = await line().fit(x, y, { ...quiet, batchSize: 4, callbacks: { onTrainBatchEnd } });
  expect(seen).toHaveLength(3);
  expect(seen[2]).toBe(history.loss![0]);
});
