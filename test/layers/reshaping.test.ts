// Reshaping layers against real Keras: outputs, types, masks, gradients and inferred shapes.
import { describe, test } from 'vitest';
import '../../lib/layers/reshaping/cropping.js';
import '../../lib/layers/reshaping/flatten.js';
import '../../lib/layers/reshaping/permute.js';
import '../../lib/layers/reshaping/repeat-vector.js';
import '../../lib/layers/reshaping/reshape.js';
import '../../lib/layers/reshaping/up-sampling.js';
import '../../lib/layers/reshaping/zero-padding.js';
import golden from './golden/reshaping.json' with { type: 'json' };
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
