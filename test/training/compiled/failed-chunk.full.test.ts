// A chunk of steps that fails in the middle: everything is as the last whole chunk left it, and fit can go on.
import { beforeAll, expect, test } from 'vitest';
import { dense, embedding, flatten } from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import type { Model } from '../../../lib/training/model.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { prepare } from './compared.js';

beforeAll(prepare);

const rows = 100;
const quiet = { batchSize: 10, shuffle: false, verbose: 0 } as const;
const y = Array.from({ length: rows }, (_, row) => [row % 3]);

function words(broken?: number): number[][] {
  return Array.from({ length: rows }, (_, row) => [row % 5, row === broken ? 99 : (row * 3) % 5]);
}

function embedded(): Model {
  random.setSeed(2);
  const model = sequential([
    embedding({ inputDim: 5, outputDim: 4, inputLength: 2 }),
    flatten(),
    dense({ units: 1 }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'mse' });
  return model;
}

const valuesOf = (model: Model): number[][] =>
  tf.tidy(() => model.getWeights().map((weight) => [...weight.dataSync()]));

test.each([
  ['variables in the loop', Number.POSITIVE_INFINITY],
  ['variables in place', 0],
])('%s', async (_, largeStep) => {
  const trainer = createCompiledTrainer({ largeStep });
  // From the third run on an epoch is one chunk.
  registerTrainer({ ...trainer, steps: (request) => trainer.steps({ ...request, budget: 60_000 }) });
  const whole = embedded();
  await whole.fit(words(), y, { ...quiet, epochs: 3 });
  const expected = valuesOf(whole);

  const model = embedded();
  await model.fit(words(), y, { ...quiet, epochs: 2 });
  const before = valuesOf(model);
  const { numTensors } = tf.memory();
  await expect(model.fit(words(95), y, quiet)).rejects.toThrow(/expected 0 to 4\. Received: 99/);
  expect(model.optimizer.iterations).toBe(20);
  expect(valuesOf(model)).toEqual(before);
  expect(tf.memory().numTensors).toBe(numTensors);

  await model.fit(words(), y, quiet);
  expect(valuesOf(model)).toEqual(expected);
});
