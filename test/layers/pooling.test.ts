// Pooling layers against real Keras: outputs, types, masks, gradients and inferred shapes.
import { describe, test } from 'vitest';
import '../../lib/layers/pooling/adaptive-pooling.js';
import '../../lib/layers/pooling/average-pooling.js';
import '../../lib/layers/pooling/global-average-pooling.js';
import '../../lib/layers/pooling/global-max-pooling.js';
import '../../lib/layers/pooling/max-pooling.js';
import '../../lib/layers/pooling/min-pooling.js';
import golden from './golden/pooling.json' with { type: 'json' };
import { expectGolden, expectGoldenShape, nameOf } from './spatial-cases.js';

describe('gives what Keras gives', () => {
  test.each(golden.cases.map((one) => [nameOf(one), one] as const))('%s', (_, one) => {
    expectGolden(one);
  });
});

describe('infers the shapes that Keras infers', () => {
  test.each(golden.shapes.map((one) => [JSON.stringify(one), one] as const))('%s', (_, one) => {
    expectGoldenShape(one);
  });
});
