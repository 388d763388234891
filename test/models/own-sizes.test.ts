import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testOwnSizes } from './own-sizes-cases.js';

beforeAll(() => tf.setBackend('cpu'));
testOwnSizes();
