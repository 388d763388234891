import { beforeAll } from 'vitest';
import { tf } from '../../lib/tf.js';
import { testOtherSizes } from './other-sizes-cases.js';

beforeAll(() => tf.setBackend('cpu'));
testOtherSizes();
