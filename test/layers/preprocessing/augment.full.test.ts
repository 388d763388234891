// Random image layers on TensorFlow draw and compute as Keras' with the same seed.
import { beforeAll, describe, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { tf } from '../../../lib/tf.js';
import { cases, expectAsKeras, titleOf } from './augment-cases.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

describe('with a seed they give what those of Keras give', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});
