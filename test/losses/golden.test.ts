import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testLosses } from './against-keras.js';

beforeAll(() => tf.setBackend('cpu'));
testLosses();
