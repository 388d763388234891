// Gradients behind max pooling, which a graph computes of the windows: beside the same op by op, and what the graph holds.
import { beforeAll, describe, expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { releaseCaptured, trace } from '../../../lib/engine/tracing/trace.js';
import { prepareDraws } from '../../../lib/random/state.js';
import { tf } from '../../../lib/tf.js';
import { expectNoTensorLeft } from './compiled-calls.js';

expectNoTensorLeft();

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
  prepareDraws(); // the first trace makes them, once for all
});

type Numbers = tf.Tensor<tf.Rank.R4>;
const activations = {
  relu: (x: tf.Tensor) => tf.relu(x),
  elu: (x: tf.Tensor) => tf.elu(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  linear: (x: tf.Tensor) => tf.clone(x),
  softplus: (x: tf.Tensor) => tf.softplus(x),
};
type Activation = keyof typeof activations;

interface Pooling {
  readonly shape: number[];
  readonly size: number;
  readonly strides: number;
  readonly pad: 'valid' | 'same';
}
const poolings: Pooling[] = [];
for (const shape of [
  [3, 6, 6, 4],
  [2, 7, 5, 3],
  [1, 5, 6, 4, 3],
]) {
  for (const [size, strides] of [
    [2, 2],
    [3, 1],
    [3, 2],
    [2, 3],
  ] as const) {
    for (const pad of ['valid', 'same'] as const) poolings.push({ shape, size, strides, pad });
  }
}

function pool(x: tf.Tensor, { size, strides, pad }: Pooling): tf.Tensor {
  return x.rank === 5
    ? tf.maxPool3d(x as tf.Tensor5D, size, strides, pad)
    : tf.maxPool(x as Numbers, size, strides, pad);
}

/** Gradients of a bias before an activation before pooling, by what is added and by the bias. */
function gradients(activation: Activation, pooling: Pooling) {
  return tf.grads((x: tf.Tensor, bias: tf.Tensor) => {
    const active = activations[activation](tf.add(x, bias));
    const pooled = pool(active, pooling);
    return tf.sum(tf.mul(pooled, tf.cos(tf.mul(pooled, 7))));
  });
}

/**
 * Few different values, so that windows have equal ones, and many that relu makes 0. Not in volumes: which of equal
 * cells get a change there is another matter op by op than in a graph, in TensorFlow too.
 */
function values(shape: number[], seed: number): tf.Tensor {
  return tf.tidy(() => {
    const drawn = tf.randomNormal(shape, 0, 1, 'float32', seed);
    return shape.length === 5 ? drawn : tf.div(tf.round(tf.mul(drawn, 2)), 2);
  });
}

function expectClose(received: number[], right: number[]): void {
  expect(received.length).toBe(right.length);
  const isFar = (value: number, at: number) =>
    Math.abs(value - right[at]!) > 1e-5 * (10 + Math.abs(right[at]!));
  expect(received.filter(isFar)).toEqual([]);
}

describe.each(Object.keys(activations) as Activation[])('%s before max pooling', (activation) => {
  test.each(poolings)('$shape by $size, steps of $strides, $pad', (pooling) => {
    const given = [values(pooling.shape, 1), tf.tensor1d([0.5, -1, 0, 0.25].slice(0, pooling.shape.at(-1)))];
    const compiled = compile((x: tf.Tensor, bias: tf.Tensor) => gradients(activation, pooling)([x, bias]));
    const calls = [1, 2, 3].map(() =>
      tf.tidy(() => compiled(given[0]!, given[1]!).map((each) => Array.from(each.dataSync()))),
    );
    const byOps = tf.tidy(() =>
      gradients(activation, pooling)(given).map((each) => Array.from(each.dataSync())),
    );
    expect(compiled.reason).toBeUndefined();
    for (const call of calls) {
      for (const [which, gradient] of call.entries()) expectClose(gradient, byOps[which]!);
    }
    compiled.dispose();
    tf.dispose(given);
  });
});

describe('in the graph', () => {
  /** The shapes of what the ops of a name are given first, of those that the outputs need. */
  function shapesOf(
    op: string,
    activation: Activation,
    use: (active: tf.Tensor) => tf.Tensor,
    shape = [2, 8, 8, 3],
  ): number[][] {
    const backend = tf.backend() as TensorFlowBackend;
    const x = values(shape, 3);
    const bias = tf.tensor1d([0.5, -1, 0]);
    const traced = trace(backend, (scope) => {
      const loss = (x: tf.Tensor, bias: tf.Tensor) =>
        tf.sum(tf.square(use(activations[activation](tf.add(x, bias)))));
      return tf
        .grads(loss)([x, bias])
        .map((gradient) => scope.endpoint(gradient));
    });
    const needed = traced.graph.needed(traced.outputs.map(({ operation }) => operation));
    const shapes = needed
      .filter((operation) => traced.graph.node(operation).op === op)
      .map((operation) => traced.graph.shape(traced.graph.node(operation).inputs[0]!)!);
    releaseCaptured(traced);
    traced.graph.delete();
    tf.dispose([x, bias]);
    return shapes;
  }
  const halves = (active: tf.Tensor) => tf.maxPool(active as Numbers, 2, 2, 'valid');

  test.each([
    ['ReluGrad', 'relu'],
    ['EluGrad', 'elu'],
    ['SigmoidGrad', 'sigmoid'],
    ['TanhGrad', 'tanh'],
  ] as const)('%s and the sum of a bias see windows', (op, activation) => {
    expect(shapesOf(op, activation, halves)).toEqual([[2, 4, 4, 3]]);
    expect(shapesOf('BiasAddGrad', activation, halves)).toEqual([[2, 4, 4, 3]]);
    expect(shapesOf('MaxPoolGrad', activation, halves)).toEqual([[2, 8, 8, 3]]);
  });

  test('of volumes, where equal cells share a change, the sum of a bias sees everything', () => {
    const ofVolumes = (active: tf.Tensor) => tf.maxPool3d(active as tf.Tensor5D, 2, 2, 'valid');
    const shape = [1, 4, 4, 4, 3];
    expect(shapesOf('ReluGrad', 'relu', ofVolumes, shape)).toEqual([[1, 2, 2, 2, 3]]);
    expect(shapesOf('BiasAddGrad', 'relu', ofVolumes, shape)).toEqual([shape]);
  });

  test('what is used beside the pooling sees everything', () => {
    const twice = (active: tf.Tensor) =>
      tf.concat([tf.reshape(halves(active), [-1]), tf.reshape(tf.square(active), [-1])]);
    expect(shapesOf('ReluGrad', 'relu', twice)).toEqual([[2, 8, 8, 3]]);
    expect(shapesOf('BiasAddGrad', 'relu', twice)).toEqual([[2, 8, 8, 3]]);
  });

  test('an activation that is not the last before the pooling sees everything', () => {
    const further = (active: tf.Tensor) => halves(tf.mul(active, 2));
    expect(shapesOf('ReluGrad', 'relu', further)).toEqual([[2, 8, 8, 3]]);
  });
});
