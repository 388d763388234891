// Golden cases of a family of layers on TensorFlow: op by op, and in a graph.
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, test } from 'vitest';
import type { TensorFlowBackend } from '../../lib/engine/backend-types.js';
import { registerEngine } from '../../lib/engine/engine.js';
import { flatten } from '../../lib/engine/tracing/structure.js';
import { TracedFunction } from '../../lib/engine/tracing/traced-function.js';
import '../../lib/layers/layers.js';
import { tf } from '../../lib/tf.js';
import { check, type Run, readCases } from './layer-cases.js';

/** Runs a case as one traced function. */
export const inGraph: Run = (body, inputs) => {
  const traced = new TracedFunction(tf.backend() as TensorFlowBackend, inputs, (tensors) =>
    flatten(body([...tensors])),
  );
  const results = traced.call(inputs) as tf.Tensor[];
  traced.dispose();
  return results;
};

export function testOnTensorFlow(family: string): void {
  beforeAll(async () => {
    await registerEngine();
    await tf.ready();
  });
  describe.each<[string, Run | undefined]>([
    ['op by op', undefined],
    ['in a graph', inGraph],
  ])('%s', (_, run) => {
    test.each(readCases(family))('%s', async (_, one) => {
      check(one, run);
      // Vitest wants a turn now and then.
      await setImmediate();
    });
  });
}
