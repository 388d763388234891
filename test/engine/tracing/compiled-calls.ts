// For tests of compiled functions: no tensor may stay behind, and a function is called as it is, traced, from the graph.
import { afterEach, beforeEach, expect } from 'vitest';
import { tf } from '../../../lib/tf.js';

/** After each test there must be as many tensors as before it. */
export function expectNoTensorLeft(): void {
  let before: number;
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });
}

/** Calls three times (as it is, traced, from the graph) and gives the values of each. */
export function threeTimes(fn: () => tf.Tensor): number[][] {
  return [1, 2, 3].map(() => tf.tidy(() => Array.from(fn().dataSync())));
}
