// Which way a watched log should go: by what its metric says of itself, else the user must say it.
import { beforeAll, describe, expect, test } from 'vitest';
import * as callbacks from '../../lib/callbacks/callbacks.js';
import * as layers from '../../lib/layers/layers.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';

beforeAll(() => tf.setBackend('cpu'));

const x = [[1], [2], [3], [4]];
const y = [[0], [1], [1], [0]];

async function watch(monitor: string, given: CompileArgs['metrics'], mode?: 'min' | 'max') {
  const model = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })]);
  model.compile({
    optimizer: optimizers.sgd({ learningRate: 0.5 }),
    loss: 'binaryCrossentropy',
    metrics: given,
  });
  const stopping = callbacks.earlyStopping({ monitor, patience: 99, ...(mode ? { mode } : {}) });
  const { history } = await model.fit(x, y, {
    ...{ epochs: 4, batchSize: 4, verbose: 0, callbacks: stopping, validationData: [x, y] },
  });
  return { best: stopping.best, values: history[monitor]! };
}

const myScore = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => tf.sub(1, tf.abs(tf.sub(yTrue, yPred)));

describe('auto', () => {
  test.each([
    ['loss', [], Math.min],
    ['val_mae', ['mae'], Math.min],
    ['val_auc', [metrics.auc()], Math.max],
    ['val_recall', ['recall'], Math.max],
    ['val_r2_score', [metrics.r2Score()], Math.max],
    ['root_mean_squared_error', [metrics.rootMeanSquaredError()], Math.min],
    ['precision[1]', [metrics.precision({ thresholds: [0.2, 0.5] })], Math.max],
  ] as [string, CompileArgs['metrics'], typeof Math.min][])('%s', async (name, given, best) => {
    const watched = await watch(name, given);
    expect(watched.best).toBe(best(...watched.values));
  });

  test('a name in camelCase finds the log as Keras spells it, and the other way round', async () => {
    expect((await watch('binaryAccuracy', ['binaryAccuracy'])).values).toHaveLength(4);
    await expect(watch('val_binary_accuracy', ['binaryAccuracy'])).resolves.toBeDefined();
  });

  test.each([
    ['a metric of one’s own', 'val_myScore', [myScore]],
    ['a count', 'true_positives', [metrics.truePositives()]],
    ['a log that another callback may add', 'learning_rate', []],
  ] as [string, string, CompileArgs['metrics']][])('%s needs a mode', async (_, name, given) => {
    await expect(watch(name, given)).rejects.toThrow(
      `earlyStopping: mode must be 'max' or 'min' for '${name}'`,
    );
  });

  test('with it, it serves', async () => {
    const { best, values } = await watch('val_myScore', [myScore], 'max');
    expect(best).toBe(Math.max(...values));
  });
});

test('modelCheckpoint asks only where it looks', () => {
  const params = { metrics: ['loss', 'myScore'], directions: { loss: 'down', myScore: undefined } };
  const begin = (options: object): void => {
    const callback = callbacks.modelCheckpoint('never.keras', { monitor: 'myScore', ...options });
    Object.assign(callback, { params });
    callback.onTrainBegin({});
  };
  expect(() => begin({})).not.toThrow();
  expect(() => begin({ saveBestOnly: true })).toThrow("modelCheckpoint: mode must be 'max' or 'min'");
});
