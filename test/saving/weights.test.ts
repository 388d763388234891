// Weights alone, and all that a training needs to go on: what fits goes in whole, what does not changes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { networkOf } from '../../lib/core/network.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { toSafetensors } from '../../lib/saving/safetensors/safetensors.js';
import { loadTrainingState, saveTrainingState } from '../../lib/saving/training-state.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'weights-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

const made = (units = 4): Model =>
  sequential([
    layers.dense({ units, activation: 'tanh', inputShape: [3] }),
    sequential([layers.batchNormalization({ inputShape: [units] }), layers.dense({ units: 2 })]),
    layers.dense({ units: 1 }),
  ]);

const valuesOf = (model: Model): unknown => model.getWeights().map((weight) => weight.arraySync());

describe.each(['w.safetensors', 'w.weights.h5'])('%s', (format) => {
  const path = join(folder, format);

  test('goes into the same model made anew, whose layers have other names', async () => {
    const [first, second] = [made(), made()];
    expect(second.layers[0]!.name).not.toBe(first.layers[0]!.name);
    await first.saveWeights(path);
    await second.loadWeights(path);
    expect(valuesOf(second)).toEqual(valuesOf(first));
  });

  test('a model that is another stays as it was', async () => {
    await made().saveWeights(path);
    const other = made(5);
    const before = valuesOf(other);
    await expect(other.loadWeights(path)).rejects.toThrow(
      /has the shape \[3,4\], but the model's is \[3,5\]/,
    );
    expect(valuesOf(other)).toEqual(before);
  });
});

test('safetensors with layers’ own names, as they were written before', async () => {
  const model = sequential([
    layers.dense({ units: 1, inputShape: [1], name: 'last' }),
    layers.dense({ units: 1, name: 'dense' }),
  ]);
  const path = join(folder, 'named.safetensors');
  const numbers = { 'dense/kernel': [[2]], 'dense/bias': [3], 'last/kernel': [[4]], 'last/bias': [5] };
  const tensors = Object.entries(numbers).map(([name, value]) => [name, tf.tensor(value)] as const);
  writeFileSync(path, toSafetensors(new Map(tensors)));
  await model.loadWeights(path);
  expect(valuesOf(model)).toEqual([[[4]], [5], [[2]], [3]]);
});

test('a model whose input is not known has no weights to save', async () => {
  const model = sequential();
  await expect(model.saveWeights(join(folder, 'none.weights.h5'))).rejects.toThrow('no layers yet');
  await expect(model.save(join(folder, 'none.keras'))).rejects.toThrow('no layers yet');
});

describe('a training that goes on', () => {
  const [x, y] = [tf.range(0, 18, 1).reshape([6, 3]).div(9).sub(1), tf.range(0, 6, 1).reshape([6, 1]).div(6)];
  const rate = optimizers.schedules.exponentialDecay({
    initialLearningRate: 0.1,
    decaySteps: 3,
    decayRate: 0.5,
  });
  const start = made();
  function compiled(): Model {
    const model = made();
    model.setWeights(start.getWeights());
    model.compile({ optimizer: optimizers.adam({ learningRate: rate }), loss: 'mse' });
    return model;
  }
  const train = (model: Model, epochs: number) =>
    model.fit(x, y, { epochs, batchSize: 2, shuffle: false, verbose: 0, eager: true });

  test('from .weights.h5, which holds the optimizer’s state', async () => {
    const [whole, first, second] = [compiled(), compiled(), compiled()];
    await train(whole, 4);
    await train(first, 2);
    await first.saveWeights(join(folder, 'half.weights.h5'));
    await second.loadWeights(join(folder, 'half.weights.h5'));
    expect(second.optimizer.learningRate).toBeCloseTo(0.025, 6);
    await train(second, 2);
    expect(valuesOf(second)).toEqual(valuesOf(whole));
  });

  test('another optimizer begins anew, and says so', async () => {
    const model = made();
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await model.loadWeights(join(folder, 'half.weights.h5'));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('loadWeights: the optimizer’s state'));
    warn.mockRestore();
  });

  test('the state of a fit goes in whole or not at all', async () => {
    const [first, second] = [compiled(), compiled()];
    await train(first, 1);
    const path = join(folder, 'training.safetensors');
    await saveTrainingState(networkOf(first), path, 3);
    expect(await loadTrainingState(networkOf(second), path)).toBe(3);
    expect(valuesOf(second)).toEqual(valuesOf(first));
    const other = made(5);
    other.compile({ optimizer: 'adam', loss: 'mse' });
    const before = valuesOf(other);
    await expect(loadTrainingState(networkOf(other), path)).rejects.toThrow('is of another model');
    expect(valuesOf(other)).toEqual(before);
  });
});
