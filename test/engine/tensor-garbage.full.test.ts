// Tensors that nobody disposes of.
import { setImmediate } from 'node:timers/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import type { TensorFlowBackend } from '../../lib/engine/backend-types.js';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

const handles = () => (tf.backend() as unknown as TensorFlowBackend).binding.getNumOfTensors();

test('100,000 temporaries in a loop leave memory flat', async () => {
  const x = tf.ones([1000]);
  let kept = tf.scalar(0);
  const loop = async (): Promise<number> => {
    for (let round = 0; round < 1000; round++) {
      for (let call = 0; call < 100; call++) kept = tf.sum(tf.add(x, call)) as tf.Scalar;
      await setImmediate();
    }
    return process.memoryUsage().rss;
  };
  const { numTensors } = tf.memory();
  const first = await loop();
  expect(kept.dataSync()[0]).toBe(100_000);
  expect(tf.memory().numTensors).toBeLessThan(numTensors + 150_000);
  expect(handles()).toBeLessThan(150_000);
  // Left alone each loop's would hold more than 400 MB; a busy machine lets them go later.
  expect((await loop()) - first).toBeLessThan(150 * 2 ** 20);
  tf.dispose([x, kept]);
});

test('a loop that never waits: its 100,000 temporaries go when it is over', async () => {
  const { numTensors } = tf.memory();
  for (let call = 0; call < 100_000; call++) tf.add(call, 1);
  expect(tf.memory().numTensors).toBeGreaterThan(numTensors + 99_000);
  await vi.waitFor(() => expect(tf.memory().numTensors).toBeLessThan(numTensors + 10), { timeout: 60_000 });
});

test('what is reachable stays', async () => {
  const variable = tf.variable(tf.tensor([1, 2, 3]));
  const clone = tf.clone(variable as tf.Tensor);
  for (let round = 0; round < 300; round++) {
    tf.ones([1 << 18]).square();
    await setImmediate();
  }
  expect([...variable.dataSync()]).toEqual([1, 2, 3]);
  expect([...clone.dataSync()]).toEqual([1, 2, 3]);
  variable.dispose();
  expect([...clone.dataSync()]).toEqual([1, 2, 3]);
  clone.dispose();
});

test('a tensor used after dispose is a clear error', () => {
  const x = tf.tensor([1, 2]);
  x.dispose();
  expect(() => tf.add(x, 1)).toThrow(/disposed/);
  expect(() => x.dataSync()).toThrow(/disposed/);
  expect(() => tf.matMul(tf.ones([2, 2]), x.shape ? (x as tf.Tensor2D) : x)).toThrow();
});
