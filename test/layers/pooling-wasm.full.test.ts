// Pooling layers on wasm, whose own gradients of max pooling leave out windows of negative values, give what Keras' give.
import { beforeAll, expect, test } from 'vitest';
import { startWasm } from '../../lib/engine/fallback.js';
import '../../lib/engine/gradients/register.js';
import '../../lib/layers/pooling/adaptive-pooling.js';
import '../../lib/layers/pooling/average-pooling.js';
import '../../lib/layers/pooling/global-average-pooling.js';
import '../../lib/layers/pooling/global-max-pooling.js';
import '../../lib/layers/pooling/max-pooling.js';
import { tf } from '../../lib/tf.js';
import golden from './golden/pooling.json' with { type: 'json' };
import { expectGolden, nameOf } from './spatial-cases.js';

beforeAll(async () => {
  expect(await startWasm()).toBe(true);
  expect(tf.getBackend()).toBe('wasm');
});

test.each(golden.cases.map((one) => [nameOf(one), one] as const))('%s', (_, one) => {
  expectGolden(one);
});
