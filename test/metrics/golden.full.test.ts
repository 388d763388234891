import { beforeAll } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';
import { testMetrics } from './against-keras.js';

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});
testMetrics();
