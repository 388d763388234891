// Preprocessing layers on TensorFlow give what Keras' give, op by op and in a graph.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { tf } from '../../../lib/tf.js';
import { cases, expectAsKeras, type Run, titleOf } from './cases.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

describe('outputs and gradients are those of Keras', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

describe('in a graph, too', () => {
  const inGraph: Run = (compute) => {
    const graph = compile(compute);
    graph(); // op by op
    const result = graph();
    expect(graph.reason).toBeUndefined();
    return result;
  };
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one, inGraph);
  });
});
