import { expect, test, vi } from 'vitest';
import { tf } from '../../lib/index.js';

test('tidy gives numbers back as they are, frees what was made, and does not walk them', () => {
  const numbers = new Float32Array(10);
  const walked = vi.fn();
  Object.defineProperty(numbers, 'watched', { enumerable: true, get: walked });
  const before = tf.memory().numTensors;
  const result = tf.tidy(() => {
    tf.ones([3]).add(1);
    return numbers as unknown as tf.TensorContainer;
  });
  expect(result).toBe(numbers);
  expect(tf.memory().numTensors).toBe(before);
  expect(walked).not.toHaveBeenCalled();
});
