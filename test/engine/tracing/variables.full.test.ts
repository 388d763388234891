// Variables that share tensors, which a trace must keep apart.
import { beforeAll, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { tf } from '../../../lib/tf.js';
import { expectNoTensorLeft, threeTimes } from './compiled-calls.js';

expectNoTensorLeft();

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
  // What the first trace makes for good.
  const first = compile(() => tf.scalar(1));
  for (let call = 0; call < 2; call++) tf.dispose(first());
  first.dispose();
});

test('variables that share a tensor with a clone stay apart from it', () => {
  const weight = tf.tidy(() => tf.variable(tf.scalar(1)));
  let old = tf.clone(weight);
  const grow = compile(() => {
    weight.assign(tf.add(weight, 1));
    return tf.sub(weight, old);
  });
  tf.tidy(() => void grow());
  old.dispose();
  old = tf.clone(weight);
  expect(threeTimes(() => grow())).toEqual([[1], [2], [3]]);
  expect(grow.reason).toBeUndefined();
  for (const one of [grow, old, weight]) one.dispose();
});

test('variables that share a tensor with each other stay apart', () => {
  const [first, second] = tf.tidy(() => [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))]);
  const grow = compile(() => {
    first.assign(tf.add(first, 1));
    return tf.sub(first, second);
  });
  tf.tidy(() => void grow());
  second.assign(first);
  expect(threeTimes(() => grow())).toEqual([[1], [2], [3]]);
  expect(grow.reason).toBeUndefined();
  for (const one of [grow, first, second]) one.dispose();
});
