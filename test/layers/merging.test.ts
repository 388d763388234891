// Merging layers against real Keras: outputs, types, masks, gradients and inferred shapes.
import { describe, test } from 'vitest';
import '../../lib/layers/merging/arithmetic.js';
import '../../lib/layers/merging/concatenate.js';
import '../../lib/layers/merging/dot.js';
import '../../lib/layers/merging/extremes.js';
import golden from './golden/merging.json' with { type: 'json' };
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
