// Every metric against Keras, over two batches, plain and weighted.
import { beforeAll, expect, test } from 'vitest';
import type { Metric } from '../../lib/metrics/metric.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { metricByName } from '../../lib/metrics/names.js';
import { tf } from '../../lib/tf.js';
import { camelConfig, difference, keras } from '../golden/keras-numbers.js';

beforeAll(() => tf.setBackend('cpu'));

const makers = new Map(Object.entries(metrics as unknown as Record<string, (options: object) => Metric>));

test.each(Object.entries(keras.metrics))('%s', (name, one) => {
  const { thresholds, ...config } = camelConfig(one.config);
  const metric = makers.get(name.split(' ')[0]!)!({
    ...config,
    ...(thresholds ? { threshold: thresholds } : {}),
  });
  const value = (weights?: number[]): number =>
    overBatches(metric, one.yTrue as number[], one.yPred as number[], weights);
  expect(difference(value(), one.value)).toBeLessThan(1e-5);
  expect(difference(value(one.weights), one.weighted)).toBeLessThan(1e-5);
});

/** The sums of a batch of 12 and one of 8, read together. */
function overBatches(metric: Metric, yTrue: number[], yPred: number[], weights?: number[]): number {
  const sums = new Float64Array(metric.width([null, 1]));
  for (const [from, to] of [
    [0, 12],
    [12, 20],
  ] as const) {
    const weight = weights && tf.tensor1d(weights.slice(from, to));
    const part = metric.statistics(
      tf.tensor(yTrue.slice(from, to)),
      tf.tensor(yPred.slice(from, to)),
      weight,
    );
    part.dataSync().forEach((value, i) => {
      sums[i]! += value;
    });
  }
  return metric.read(sums);
}

test('f1, specificity and r2 by hand', () => {
  // tp 2, fp 1, tn 1, fn 1
  const [yTrue, yPred] = [
    [1, 1, 1, 0, 0],
    [0.9, 0.8, 0.1, 0.7, 0.2],
  ];
  expect(metrics.f1().compute(yTrue, yPred)).toBeCloseTo(4 / 6);
  expect(metrics.specificity().compute(yTrue, yPred)).toBeCloseTo(1 / 2);
  expect(metrics.r2Score().compute([1, 2, 3], [1, 2, 4])).toBeCloseTo(0.5);
});

test('a metric is named as it was asked for', () => {
  expect(
    ['acc', 'mean_absolute_error', 'meanAbsoluteError', 'AUC'].map((name) => metricByName(name).name),
  ).toEqual(['acc', 'mean_absolute_error', 'meanAbsoluteError', 'AUC']);
  expect(() => metricByName('acuracy')).toThrow("Did you mean 'accuracy'?");
});

test('counting one class of a one-hot output', () => {
  const yTrue = [
    [1, 0],
    [0, 1],
    [0, 1],
  ];
  const yPred = [
    [0.2, 0.8],
    [0.1, 0.9],
    [0.7, 0.3],
  ];
  expect(metrics.precision({ classId: 1 }).compute(yTrue, yPred)).toBeCloseTo(0.5);
});
