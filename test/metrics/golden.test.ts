import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testMetrics } from './against-keras.js';

beforeAll(() => tf.setBackend('cpu'));
testMetrics();
