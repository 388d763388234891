// Derivatives of linear algebra and signals are TensorFlow's, on TensorFlow.
import { beforeAll, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { derivatives, expectDerivative } from './derivatives.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

test.each(derivatives.map((one, i) => [`${i} ${one.name}`, one] as const))('%s', (_, one) =>
  expectDerivative(one),
);
