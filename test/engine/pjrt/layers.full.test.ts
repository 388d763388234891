// All layers on a plug-in of XLA's, forwards and back: what Keras gives, as TensorFlow does. What stays on TensorFlow is named.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseDevice } from '../../../lib/engine/pjrt/choose-device.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import * as layers from '../../../lib/layers/layers.js';
import { tf } from '../../../lib/tf.js';
import * as convolutional from '../../layers/convolutional-cases.js';
import merging from '../../layers/golden/merging.json' with { type: 'json' };
import pooling from '../../layers/golden/pooling.json' with { type: 'json' };
import reshaping from '../../layers/golden/reshaping.json' with { type: 'json' };
import { check, readCases } from '../../layers/layer-cases.js';
import { inGraph } from '../../layers/on-tensorflow.js';
import * as recurrent from '../../layers/recurrent-cases.js';
import * as spatial from '../../layers/spatial-cases.js';
import { describeOnPlugin, leftNotices } from './stand-in.js';

/** Ops of layers that no device is given. */
const left = ['TopKV2 (sorting)'];

/** Compiling takes a while for each case: some of many alike, the first and the last among them. */
const some = <T>(list: readonly T[], most: number): T[] => {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, at) => at % step === 0 || at === list.length - 1);
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describeOnPlugin('layers on a plug-in of XLA', () => {
  const notices = leftNotices();
  beforeAll(() => {
    expect(layers.dense).toBeTypeOf('function'); // all layers are registered
    chooseDevice('xla-cpu');
  });
  afterAll(() => {
    chooseDevice('cpu');
    expect(notices().filter((text) => !left.some((op) => text.includes(op)))).toEqual([]);
  });

  describe.each(['activations', 'attention', 'core', 'normalization'])('%s', (family) => {
    test('outputs and gradients are those of Keras', async () => {
      for (const [, one] of some(readCases(family), 50)) {
        check(one, inGraph);
        await turn();
      }
    });
  });

  test('convolutions', async () => {
    for (const one of some(convolutional.cases, 40)) {
      convolutional.expectAsKeras(one, (compute) => twice(compute));
      await turn();
    }
  });

  test('pooling, reshaping, merging', async () => {
    for (const one of some([...merging.cases, ...pooling.cases, ...reshaping.cases], 60)) {
      spatial.expectGolden(one, (compute, given) => {
        const graph = compile(compute);
        graph(given); // op by op
        return graph(given);
      });
      await turn();
    }
  });

  test('recurrent layers', async () => {
    for (const one of some(recurrent.cases, 30)) {
      recurrent.expectAsKeras(one, (compute, prepare) => twice(compute, prepare));
      await turn();
    }
  });
});

/** Op by op, and as a graph. */
function twice<R>(compute: () => R, prepare: () => void = () => {}): R {
  const graph = compile(compute as never) as unknown as (() => R) & { reason: string | undefined };
  prepare();
  tf.dispose(graph() as never);
  prepare();
  const result = graph();
  expect(graph.reason).toBeUndefined();
  return result;
}
