// The same by libtensorflow, with compiled steps.
import { beforeAll } from 'vitest';
import { tf } from '../../lib/index.js';
import { testOwnSizes } from './own-sizes-cases.js';

beforeAll(async () => {
  await tf.ready();
});
testOwnSizes();
