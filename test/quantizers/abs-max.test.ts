// Whole numbers of 8 bits and their scale, as keras.quantizers.abs_max_quantize gives them.
import { beforeAll, expect, test } from 'vitest';
import * as quantizers from '../../lib/quantizers/quantizers.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

test('a row of zeros, and halves to the even one', () => {
  const x = tf.tensor2d([0, 0, 1, -0.5], [2, 2]);
  const [whole, scale] = quantizers.absMaxQuantize(x, -1);
  expect([...whole.dataSync()]).toEqual([0, 0, 127, -63]); // -63.499994, by epsilon
  expect(scale.shape).toEqual([2, 1]);
});

test('a quantizer with an axis and a range of its own', () => {
  const short = quantizers.absMaxQuantizer({ axis: [0, 1], valueRange: [-7, 7] });
  expect([...short.apply(tf.tensor2d([[1, -2]]))[0].dataSync()]).toEqual([4, -7]); // 3.5, the half to the even one
  expect(short.getConfig()).toMatchObject({ valueRange: [-7, 7], epsilon: 1e-7, outputDtype: 'int8' });
});

test.each<[string, () => void, RegExp]>([
  [
    'a range too wide',
    () => quantizers.absMaxQuantize(tf.ones([2]), 0, { valueRange: [-300, 3] }),
    /within \[-128, 127\]/,
  ],
  ['no such axis', () => quantizers.absMaxQuantize(tf.ones([2]), 3), /from -1 to 0. Received: 3/],
  ['another option', () => quantizers.absMaxQuantizer({ outputDtype: 'int4' } as never), /outputDtype/],
])('refuses: %s', (_, run, message) => {
  expect(run).toThrow(message);
});
