// A loop of steps, by each of the ways in which it comes by its body.
import { expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { StepLoop } from '../../../lib/engine/tracing/step-loop.js';
import type { BodyForm } from '../../../lib/engine/tracing/while-loop.js';
import { tf } from '../../../lib/index.js';

/** What a step computes of two rows, summed over three steps. */
async function sumsOf(body: BodyForm, rows: tf.Tensor2D, step: (row: tf.Tensor) => tf.Tensor) {
  const loop = new StepLoop(tf.backend() as TensorFlowBackend, {
    ...{ rows: [rows], ordered: false, stride: 2, size: 2, width: 2, epochs: 1, residents: [], body },
    step: ([batch]) => tf.sum(step(batch!), 1),
  });
  try {
    const run = { rows: [rows], first: 0, last: 3, offThread: false, engine: 'executor' } as const;
    return [...(await loop.run(run))];
  } finally {
    loop.dispose();
  }
}

const forms: readonly BodyForm[] = ['plain', 'unrolled', 'called'];

test.each(forms)('%s: the sums of all steps', async (form) => {
  const rows = tf.range(0, 12).reshape([6, 2]) as tf.Tensor2D;
  expect(await sumsOf(form, rows, tf.square)).toEqual([
    0 + 1 + 16 + 25 + 64 + 81,
    4 + 9 + 36 + 49 + 100 + 121,
  ]);
});

// TensorFlow makes log1p(x) of log(1 + x), which is 0 where x is too small for the sum.
test('what is unrolled or called is optimized, and what is plain is not', async () => {
  const rows = tf.fill([6, 1], 1e-10) as tf.Tensor2D;
  const step = (row: tf.Tensor) => tf.log(tf.add(row, tf.scalar(1)));
  const sums: Record<string, number[]> = {};
  for (const form of forms) sums[form] = await sumsOf(form, rows, step);
  const small = expect.closeTo(3e-10, 15);
  expect(sums).toEqual({ plain: [0, 0], unrolled: [small, small], called: [small, small] });
});
