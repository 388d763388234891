import { beforeAll } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { testLosses } from './against-keras.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});
testLosses();
