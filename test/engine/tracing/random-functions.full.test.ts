// Random small functions and their gradients: the graph gives what op by op gives.
import { beforeAll, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { tf } from '../../../lib/tf.js';

type Unary = (x: tf.Tensor) => tf.Tensor;

const square = [4, 4] as const;

const image = (x: tf.Tensor) => tf.reshape(x, [1, 4, 4, 1]) as tf.Tensor4D;

/** Steps that keep a 4 × 4 shape and moderate size. */
const steps: Record<string, Unary> = {
  relu: (x) => tf.relu(x),
  elu: (x) => tf.elu(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  square: (x) => tf.square(tf.tanh(x)),
  exponential: (x) => tf.exp(tf.neg(tf.abs(x))),
  squareRoot: (x) => tf.sqrt(tf.add(tf.abs(x), 0.5)),
  transpose: (x) => tf.transpose(x),
  reverse: (x) => tf.reverse(x, 0),
  matrixProduct: (x) => tf.mul(tf.matMul(x, x), 0.25),
  normalized: (x) => tf.sub(x, tf.mean(x, 0, true)),
  largest: (x) => tf.sub(x, tf.max(x, 1, true)),
  halves: (x) => tf.concat([tf.slice(x, [2, 0], [2, 4]), tf.slice(x, [0, 0], [2, 4])]),
  gathered: (x) => tf.gather(x, tf.tensor1d([3, 0, 0, 2], 'int32')),
  chosen: (x) => tf.where(tf.greater(tf.range(0, 4), 1), x, tf.mul(x, 0.1)),
  clipped: (x) => tf.clipByValue(x, -1, 1),
  cumulative: (x) => tf.mul(tf.cumsum(x, 1), 0.5),
  padded: (x) =>
    tf.slice(
      tf.pad(x, [
        [1, 1],
        [1, 1],
      ]),
      [0, 1],
      [4, 4],
    ),
  reshaped: (x) => tf.reshape(tf.reshape(x, [2, 8]), [4, 4]),
  divided: (x) => tf.div(x, tf.add(1, tf.square(x))),
  power: (x) => tf.pow(tf.add(tf.abs(x), 1), 0.5),
  pooled: (x) => tf.reshape(tf.maxPool(image(x), 2, 1, 'same'), [4, 4]),
  convolved: (x) => tf.reshape(tf.conv2d(image(x), tf.fill([3, 3, 1, 1], 0.2), 1, 'same'), [4, 4]),
};

/** Numbers by a fixed rule (a linear congruence), the same in every run. */
function numbers(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

test.each(Array.from({ length: 40 }, (_, seed) => seed))('function %i', (seed) => {
  const next = numbers(seed + 1);
  const names = Object.keys(steps);
  const chosen = Array.from(
    { length: 3 + Math.floor(next() * 6) },
    () => names[Math.floor(next() * names.length)]!,
  );
  const fn = (x: tf.Tensor): tf.Tensor => chosen.reduce((value, name) => steps[name]!(value), x);
  const withGradient = (x: tf.Tensor) => [fn(x), tf.grad((y) => tf.sum(fn(y)))(x)];
  const start = Array.from({ length: 16 }, () => next() * 4 - 2);

  const compiled = compile(withGradient);
  const values = [1, 2, 3].map(() =>
    tf.tidy(() => compiled(tf.tensor2d(start, [...square])).flatMap((result) => [...result.dataSync()])),
  );
  expect(compiled.reason, chosen.join(' ')).toBeUndefined();
  for (const graph of values.slice(1)) {
    graph.forEach((value, index) => {
      expect(value, chosen.join(' ')).toBeCloseTo(values[0]![index]!, 5);
    });
  }
  compiled.dispose();
});
