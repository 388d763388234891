// Whole trainings in which masks, samples' weights and added losses count, against real Keras
// (golden/make_trainings.py). For any backend.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import * as losses from '../../lib/losses/losses.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';
import type { Data } from '../../lib/training/data/types.js';
import type { FitArgs } from '../../lib/training/fit-args.js';
import type { Model } from '../../lib/training/model.js';
import type { CompileArgs } from '../../lib/training/steps/compile.js';
import { difference } from '../golden/keras-numbers.js';

interface Training {
  readonly x: Data;
  readonly y: Data;
  readonly weights: Data | null;
  readonly start: number[][];
  readonly evaluation: Record<string, number | number[]>;
  readonly history: Record<string, number[] | number[][]>;
  readonly end: number[][];
  readonly validation?: [Data, Data];
}

const trainings: Record<string, Training> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'trainings.json'), 'utf8'),
);

const tokens = (): Model =>
  sequential([
    layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }),
    layers.lstm({ units: 3, returnSequences: true }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ]);

const steps = (activation?: 'sigmoid') => (): Model =>
  sequential([
    layers.masking({ inputShape: [3, 2] }),
    layers.dense({ units: 1, ...(activation ? { activation } : {}) }),
  ]);

const plain = (): Model => sequential([layers.dense({ units: 1, inputShape: [3, 2] })]);

const regularized = (): Model =>
  sequential([
    layers.dense({
      ...{ units: 4, activation: 'tanh', inputShape: [3] },
      ...{ activityRegularizer: 'l2', kernelRegularizer: 'l2' },
    }),
    layers.dense({ units: 2, biasRegularizer: 'l1' }),
  ]);

function branches(): Model {
  const x = layers.input({ shape: [3, 2], name: 'x' });
  const masked = layers.masking().apply(x);
  const each = layers.dense({ units: 2, name: 'steps' }).apply(masked);
  const last = layers.lstm({ units: 2, name: 'last' }).apply(masked);
  const whole = layers.dense({ units: 1, activation: 'sigmoid', name: 'whole' }).apply(last);
  return functional({ inputs: x, outputs: [each, whole] });
}

const classifier = (): Model =>
  sequential([layers.dense({ units: 3, activation: 'softmax', inputShape: [3] })]);

interface Setup {
  readonly model: () => Model;
  readonly compile: () => Omit<CompileArgs, 'optimizer'>;
  readonly fit?: FitArgs;
}

const sparse = (): Omit<CompileArgs, 'optimizer'> => ({
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy', 'sparse_categorical_crossentropy'],
  weightedMetrics: ['accuracy', metrics.sparseTopKCategoricalAccuracy({ k: 2, name: 'top' })],
});

const numbers = (reduction: losses.Reduction) => (): Omit<CompileArgs, 'optimizer'> => ({
  loss: losses.meanSquaredError({ reduction }),
  metrics: ['mae', metrics.rootMeanSquaredError({ name: 'rmse' })],
  weightedMetrics: ['mse', metrics.rootMeanSquaredError({ name: 'wrmse' })],
});

const reductions = {
  sum_over_batch_size: 'sumOverBatchSize',
  sum: 'sum',
  mean_with_sample_weight: 'meanWithSampleWeight',
} as const;

const setups: Record<string, Setup> = {
  tokens: { model: tokens, compile: sparse },
  'tokens, weights by sample': { model: tokens, compile: sparse },
  'tokens, weights by step': { model: tokens, compile: sparse },
  'tokens, a class ignored': {
    model: tokens,
    compile: () => ({
      loss: losses.sparseCategoricalCrossentropy({ ignoreClass: 1 }),
      metrics: ['accuracy'],
    }),
  },
  ...Object.fromEntries(
    Object.entries(reductions).flatMap(([keras, reduction]) => [
      [`steps, ${keras}`, { model: steps(), compile: numbers(reduction) }],
      [`steps, weights, ${keras}`, { model: steps(), compile: numbers(reduction) }],
      [`no mask, weights, ${keras}`, { model: plain, compile: numbers(reduction) }],
    ]),
  ),
  'yes or no by step': {
    model: steps('sigmoid'),
    compile: () => ({
      loss: 'binaryCrossentropy',
      metrics: [
        metrics.auc(),
        metrics.precision({ thresholds: [0.3, 0.6] }),
        metrics.binaryAccuracy({ name: 'acc' }),
      ],
      weightedMetrics: [metrics.recall(), metrics.auc({ name: 'wauc' })],
    }),
  },
  'added losses': {
    model: regularized,
    compile: () => ({
      loss: 'mse',
      metrics: ['mae', metrics.r2Score({ classAggregation: 'none', name: 'r2' })],
    }),
  },
  'two outputs': {
    model: branches,
    compile: () => ({
      loss: ['mse', 'binaryCrossentropy'],
      lossWeights: [0.5, 2],
      metrics: [['mae'], ['accuracy']],
      weightedMetrics: { steps: 'mse' },
    }),
  },
  'one list of weights for two outputs': {
    model: branches,
    compile: () => ({
      loss: [
        losses.meanAbsoluteError({ reduction: 'meanWithSampleWeight' }),
        losses.binaryCrossentropy({ reduction: 'sum' }),
      ],
    }),
  },
  'classes weighed': {
    model: classifier,
    compile: () => ({ loss: 'sparseCategoricalCrossentropy', weightedMetrics: ['accuracy'] }),
    fit: { classWeight: { 0: 0.5, 2: 3 } },
  },
  'scores by class': {
    model: classifier,
    compile: () => ({
      loss: 'categoricalCrossentropy',
      metrics: [
        metrics.f1Score({ name: 'f1' }),
        metrics.f1Score({ average: 'macro', name: 'macro' }),
        metrics.meanIoU({ numClasses: 3, sparseYTrue: false, sparseYPred: false, name: 'iou' }),
      ],
    }),
  },
  'validation begins anew': {
    model: classifier,
    compile: () => ({ loss: 'sparseCategoricalCrossentropy' }),
    fit: { validationSteps: 1 },
  },
};

export function testTrainings(): void {
  test.each(Object.keys(trainings))('%s', async (name) => {
    await expectLikeKeras(setups[name]!, trainings[name]!);
  });
}

async function expectLikeKeras(setup: Setup, training: Training): Promise<void> {
  const { x, y, weights, validation } = training;
  const model = setup.model();
  model.setWeights(training.start.map((values) => tf.tensor(values)));
  model.compile({ optimizer: optimizers.sgd({ learningRate: 0.2 }), ...setup.compile() });
  const weighed = weights === null ? {} : { sampleWeight: weights };
  const evaluation = await model.evaluate(x, y, { batchSize: 2, verbose: 0, ...weighed });
  expectLogs(evaluation, training.evaluation);
  const { history } = await model.fit(x, y, {
    ...{ epochs: 2, batchSize: 2, shuffle: false, verbose: 0, ...weighed, ...setup.fit },
    ...(validation ? { validationData: validation } : {}),
  });
  expectLogs(history, training.history, true);
  const end = model.getWeights().map((weight) => weight.arraySync());
  expect(difference(end, training.end)).toBeLessThan(1e-4);
}

/** Where Keras' log is a list, there is one of ours for each of its numbers: `recall[0]`. */
function expectLogs(ours: object, keras: Record<string, unknown>, isHistory = false): void {
  const expected = Object.entries(keras).flatMap(([name, value]) => {
    const first = isHistory ? (value as unknown[])[0] : value;
    if (!Array.isArray(first)) return [[name, value] as const];
    const pick = (i: number): unknown =>
      isHistory ? (value as number[][]).map((epoch) => epoch[i]) : (value as number[])[i];
    return first.map((_, i) => [`${name}[${i}]`, pick(i)] as const);
  });
  expect(Object.keys(ours).sort()).toEqual(expected.map(([name]) => name).sort());
  for (const [name, value] of expected) {
    expect([name, difference((ours as Record<string, unknown>)[name], value) < 1e-4]).toEqual([name, true]);
  }
}
