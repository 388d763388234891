// The same by libtensorflow, with compiled steps: each shape of data has a trace of its own.
import { beforeAll } from 'vitest';
import { tf } from '../../lib/index.js';
import { testOtherSizes } from './other-sizes-cases.js';

beforeAll(async () => {
  await tf.ready();
});
testOtherSizes();
