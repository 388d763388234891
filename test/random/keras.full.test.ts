// Random numbers by a seed are those of Keras on TensorFlow, all of them.
import { beforeAll, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { cases, expectAsKeras, expectNear, stream } from './cases.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

test.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => expectAsKeras(one));

test('a generator of seeds gives draws one after the other', () => {
  const seed = random.seedGenerator(9);
  for (const wanted of stream) expectNear(random.uniform([3], 0, 1, { seed }), wanted);
});
