// 500 epochs, and many fits: tensors, TensorFlow's handles and memory stay as they were after the first.
import { beforeAll, expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { dense } from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { createCompiledTrainer } from '../../../lib/training/compiled/compiled-trainer.js';
import { registerTrainer } from '../../../lib/training/steps/choose-trainer.js';
import { prepare } from './compared.js';

beforeAll(prepare);

test.each([
  ['variables in the loop', Number.POSITIVE_INFINITY, false],
  ['variables in place', 0, false],
  // From the first step on: to compile takes memory once.
  ['compiled by XLA', 0, true],
])('%s', async (_, largeStep, jitCompile) => {
  registerTrainer(createCompiledTrainer({ largeStep }));
  const model = sequential([
    dense({ units: 16, activation: 'relu', inputShape: [4] }),
    dense({ units: 3, activation: 'softmax' }),
  ]) as unknown as tf.LayersModel;
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const [x, y] = [random.uniform([105, 4]), random.uniform([105, 3])];
  const train = (epochs: number) =>
    model.fit(x, y, { batchSize: 10, epochs, verbose: 0, jitCompile } as tf.ModelFitArgs);
  const counts = () => ({
    tensors: tf.memory().numTensors,
    bytes: tf.memory().numBytes,
    handles: (tf.backend() as unknown as TensorFlowBackend).binding.getNumOfTensors(),
  });

  await train(50);
  const [before, memory] = [counts(), process.memoryUsage().rss];
  await train(500);
  for (let call = 0; call < 10; call++) await train(1);
  const after = counts();
  // What an earlier model had may be let go meanwhile.
  expect(after).toEqual({ ...before, handles: expect.any(Number) });
  expect(after.handles).toBeLessThanOrEqual(before.handles);
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 2 ** 20);
  tf.dispose([x, y]);
  model.dispose();
});
