// Every metric against what real Keras computed (golden/make_metrics.py) over batches. For any backend.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setMask } from '../../lib/core/masks.js';
import type { AnyMetric } from '../../lib/metrics/metric.js';
import * as metrics from '../../lib/metrics/metrics.js';
import { tf } from '../../lib/tf.js';
import { camelConfig, difference } from '../golden/keras-numbers.js';

interface Batch {
  readonly yTrue: number[];
  readonly yPred: number[];
  readonly weights?: number[];
  readonly mask?: boolean[];
}

interface Case {
  readonly maker: string;
  readonly config: Record<string, unknown>;
  readonly name: string;
  readonly batches: readonly Batch[];
  readonly value: number | number[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'metrics.json'), 'utf8'),
);

const makers = new Map(Object.entries(metrics as unknown as Record<string, (options: object) => AnyMetric>));

export function testMetrics(): void {
  test.each(cases.map((one, i) => [`${i} ${one.maker} ${JSON.stringify(one.config)}`, one] as const))(
    '%s',
    (_, one) => {
      expectLikeKeras(one);
    },
  );

  test('every metric is held against Keras, or is ours only', () => {
    const covered = new Set(cases.map(({ maker }) => maker));
    const others = [...makers.keys()].filter((name) => !covered.has(name)).sort();
    expect(others).toEqual(['Metric', 'accuracy', 'f1', 'mean', 'specificity', 'sum']);
  });
}

function expectLikeKeras({ maker, config, name, batches, value }: Case): void {
  const metric = makers.get(maker)!(ourConfig(config));
  for (const batch of batches) {
    const yPred = tf.tensor(batch.yPred);
    if (batch.mask) setMask(yPred, tf.tensor(batch.mask, undefined, 'bool'));
    const { width } = tf.tidy(() => ({ width: metric.statistics(tf.tensor(batch.yTrue), yPred).size }));
    expect(metric.width(yPred.rank === 1 ? [null, 1] : yPred.shape)).toBe(width);
    metric.updateState(batch.yTrue, yPred, batch.weights);
  }
  const ours = metric.result();
  expect(difference(ours, value)).toBeLessThan(1e-4);
  // Keras numbers the names of a session: precision_1.
  expect(metric.name).toBe(name.replace(/_\d+$/, ''));
}

/** Keras says with null that nothing is put together. */
function ourConfig(config: Record<string, unknown>): Record<string, unknown> {
  return camelConfig(config.class_aggregation === null ? { ...config, class_aggregation: 'none' } : config);
}
