// Training in 16 bits against real Keras: from its files, on the same rows, step by step, and files both ways.
//
// Steps are held as shares of the way that a weight went: one rounding in 16 bits that falls the other way (in bfloat16 a
// part in 256, in float16 one in 2048) moves a weight by that share of a step, and what a loss is of follows. Most cases
// come out equal to the last bit of float32.
import '../../without-onednn.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { config, loadModel, tf } from '../../../lib/index.js';
import { LossScaleOptimizer } from '../../../lib/optimizers/loss-scale-optimizer.js';
import type { Model } from '../../../lib/training/model.js';
import { askPython } from '../../run-python.js';

interface Answer {
  readonly policy: 'float32' | 'mixed_bfloat16' | 'mixed_float16';
  readonly x: number[][];
  readonly y: number[];
  readonly whole: boolean;
  readonly losses: number[];
  readonly scales: [scale: number, steps: number][];
  readonly before: unknown[];
  readonly weights: unknown[];
  readonly variables: string[];
  readonly prediction: number[][];
}

const folder = mkdtempSync(join(tmpdir(), 'half-training-'));
let answers: Record<string, Answer>;
beforeAll(async () => {
  await tf.ready();
  answers = await askPython(join(import.meta.dirname, 'half_training.py'), folder);
});
afterEach(() => config.setDtypePolicy('float32'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A rounding of one unit in the last place. */
const unit = { mixed_bfloat16: 2 ** -8, mixed_float16: 2 ** -11, float32: 2 ** -8 };

const flat = (values: unknown): number[] => [values].flat(Number.POSITIVE_INFINITY) as number[];
const largest = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs));
const optimizerOf = (model: Model): unknown => (model as unknown as { optimizer: unknown }).optimizer;

/** How far apart, as a share of the way that the weight that went furthest went. */
function shareOfWay(found: number[][], { weights, before }: Answer): number {
  const ways = weights.map((one, i) => largest(flat(one).map((w, j) => w - flat(before[i])[j]!)));
  const apart = weights.map((one, i) => largest(flat(one).map((w, j) => w - found[i]![j]!)));
  // A weight whose gradient is nothing but rounding (a bias before a normalization) hardly moves.
  return Math.max(...apart.map((one, i) => one / Math.max(ways[i]!, largest(ways) / 32)));
}

async function trained(answer: Answer, path: string, eager: boolean) {
  config.setDtypePolicy(answer.policy);
  const model = await loadModel(path);
  const x = tf.tensor(answer.x, undefined, answer.whole ? 'int32' : 'float32');
  const y = tf.tensor1d(answer.y, 'float32');
  const [losses, scales] = [[] as number[], [] as [number, number][]];
  const rows = answer.x.length / answer.losses.length;
  for (let step = 0; step < answer.losses.length; step++) {
    const [some, labels] = [x, y].map((one) => tf.slice(one, step * rows, rows));
    const { history } = await model.fit(some!, labels!, {
      batchSize: rows,
      shuffle: false,
      verbose: 0,
      eager,
    });
    losses.push((history.loss as number[])[0]!);
    const optimizer = optimizerOf(model);
    if (optimizer instanceof LossScaleOptimizer) scales.push([optimizer.dynamicScale, optimizer.stepCounter]);
  }
  return { model, losses, scales, rows: tf.slice(x, 0, rows) };
}

describe.each([{ eager: false }, { eager: true }])('%o', ({ eager }) => {
  test('losses, scales and weights are Keras’', async () => {
    const apart: Record<string, unknown> = {};
    for (const [name, answer] of Object.entries(answers)) {
      const { model, losses, scales } = await trained(answer, join(folder, `${name}.keras`), eager);
      expect(scales, name).toEqual(answer.scales);
      const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
      const found = {
        loss:
          largest(losses.map((loss, i) => (loss - answer.losses[i]!) / answer.losses[i]!)) /
          unit[answer.policy],
        weights: shareOfWay(weights, answer) / unit[answer.policy],
      };
      if (found.loss > 1 || found.weights > 8) apart[name] = found;
    }
    expect(apart).toEqual({});
  });
});
test('what Keras trained is read with its state, and predicts alike', async () => {
  for (const [name, answer] of Object.entries(answers)) {
    config.setDtypePolicy(answer.policy);
    const model = await loadModel(join(folder, `${name}-trained.keras`));
    const rows = answer.x.length / answer.losses.length;
    const x = tf.tensor(answer.x.slice(0, rows), undefined, answer.whole ? 'int32' : 'float32');
    const found = [...(model.predict(x) as tf.Tensor).dataSync()];
    const apart = largest(found.map((one, i) => one - flat(answer.prediction)[i]!));
    expect(apart, name).toBeLessThanOrEqual(2 * unit[answer.policy]);
    const optimizer = optimizerOf(model);
    if (optimizer instanceof LossScaleOptimizer)
      expect([optimizer.dynamicScale, optimizer.stepCounter], name).toEqual(answer.scales.at(-1));
  }
});

test('what was trained here Keras reads, predicts alike, and trains on alike', async () => {
  const expected: Record<string, unknown> = {};
  for (const [name, answer] of Object.entries(answers)) {
    const { model, rows } = await trained(answer, join(folder, `${name}.keras`), false);
    await model.save(join(folder, `${name}-ours.keras`));
    await model.save(join(folder, `${name}-ours.h5`));
    const optimizer = optimizerOf(model);
    const scale =
      optimizer instanceof LossScaleOptimizer ? [optimizer.dynamicScale, optimizer.stepCounter] : null;
    expected[name] = {
      policy: answer.policy,
      x: await rows.array(),
      whole: answer.whole,
      prediction: await (model.predict(rows) as tf.Tensor).array(),
      scale,
      types: model.layers.map((layer) => layer.getConfig().dtype),
    };
  }
  writeFileSync(join(folder, 'ours.json'), JSON.stringify(expected));
  const found = await askPython<Record<string, unknown>>(join(import.meta.dirname, 'read_ours.py'), folder);
  expect(found).toEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, 'equal'])));
});
