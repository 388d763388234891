// Recurrent layers on TensorFlow give what Keras' give, op by op and in a graph.
import { setImmediate as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { compile } from '../../lib/engine/tracing/compile.js';
import { tf } from '../../lib/tf.js';
import { cases, expectAsKeras, type Run, titleOf } from './recurrent-cases.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

// Many short tests in a row would keep the worker from saying that it lives.
afterEach(() => pause());

describe('outputs, masks and gradients are those of Keras', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

describe('in a graph, too', () => {
  const inGraph: Run = (compute, prepare) => {
    const graph = compile(compute);
    prepare();
    tf.dispose(graph()); // op by op
    prepare();
    const result = graph();
    expect(graph.reason).toBeUndefined();
    return result;
  };
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one, inGraph);
  });
});
