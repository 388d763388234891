// Pooling, reshaping and merging layers on TensorFlow give what Keras' give, op by op and in a graph.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { compile } from '../../lib/engine/tracing/compile.js';
import { tf } from '../../lib/tf.js';
import '../../lib/layers/merging/arithmetic.js';
import '../../lib/layers/merging/concatenate.js';
import '../../lib/layers/merging/dot.js';
import '../../lib/layers/merging/extremes.js';
import '../../lib/layers/pooling/adaptive-pooling.js';
import '../../lib/layers/pooling/average-pooling.js';
import '../../lib/layers/pooling/global-average-pooling.js';
import '../../lib/layers/pooling/global-max-pooling.js';
import '../../lib/layers/pooling/max-pooling.js';
import '../../lib/layers/pooling/min-pooling.js';
import '../../lib/layers/reshaping/cropping.js';
import '../../lib/layers/reshaping/flatten.js';
import '../../lib/layers/reshaping/permute.js';
import '../../lib/layers/reshaping/repeat-vector.js';
import '../../lib/layers/reshaping/reshape.js';
import '../../lib/layers/reshaping/up-sampling.js';
import '../../lib/layers/reshaping/zero-padding.js';
import merging from './golden/merging.json' with { type: 'json' };
import pooling from './golden/pooling.json' with { type: 'json' };
import reshaping from './golden/reshaping.json' with { type: 'json' };
import { expectGolden, nameOf, type Run } from './spatial-cases.js';

const cases = [...merging.cases, ...pooling.cases, ...reshaping.cases].map(
  (one) => [nameOf(one), one] as const,
);

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

describe('op by op', () => {
  test.each(cases)('%s', (_, one) => {
    expectGolden(one);
  });
});

describe('in a graph', () => {
  const inGraph: Run = (compute, given) => {
    const graph = compile(compute);
    graph(given); // op by op
    const results = graph(given);
    expect(graph.reason).toBeUndefined();
    return results;
  };
  test.each(cases)('%s', (_, one) => {
    expectGolden(one, inGraph);
  });
});
