// The same by libtensorflow, with compiled steps where the model has none of its own.
import { beforeAll, expect, vi } from 'vitest';
import { tf } from '../../lib/index.js';
import { testOwnModels } from './own-models-cases.js';

const warned = vi.spyOn(console, 'warn');
beforeAll(async () => {
  await tf.ready();
  return () =>
    expect(warned.mock.calls.flat().filter((text) => String(text).includes('op by op'))).toEqual([]);
});
testOwnModels();
