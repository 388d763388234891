// What Keras' convolutions gave, and how ours are compared with it, on whatever backend is chosen.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Layer } from '../../lib/core/layer.js';
import { layerFromConfig } from '../../lib/core/registry.js';
import '../../lib/layers/layers.js';
import { tf } from '../../lib/tf.js';
import '../../lib/engine/gradients/register.js';

export interface Described {
  readonly className: string;
  readonly inputShape: (number | null)[];
  readonly config: Record<string, unknown>;
}

export interface Case extends Described {
  readonly inputShape: number[];
  readonly weights: { readonly name: string; readonly shape: number[] }[];
  readonly outputShape: number[];
  readonly output: number[];
  readonly gradients: number[][];
}

interface Golden {
  readonly cases: Case[];
  /** What Keras refuses. */
  readonly refused: Described[];
  /** Outputs' shapes where sizes are open. */
  readonly shapes: (Described & { readonly outputShape: (number | null)[] })[];
  readonly second: Second[];
}

/** Derivatives of the length of a gradient, as gradient penalties need them. */
interface Second extends Described {
  readonly inputShape: number[];
  readonly weights: number[][];
  readonly gradients: number[][];
}

const file = new URL('golden/convolutional.json', import.meta.url);
export const { cases, refused, shapes, second } = JSON.parse(readFileSync(file, 'utf8')) as Golden;

export const titleOf = ({ className, inputShape, config }: Described): string =>
  `${className} of [${inputShape}]: ${JSON.stringify(config)}`;

/** The layer, made again from its configuration. */
export function made({ className, config }: Described): Layer {
  const layer = layerFromConfig({ className, config });
  return layerFromConfig({ className, config: JSON.parse(JSON.stringify(layer.getConfig())) });
}

/** The numbers that the golden file's Python makes. */
export function sines(shape: number[], seed: number, scale = 1): tf.Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1 + i * 0.7 + seed * 1.3)),
    shape,
  );
}

/** Runs a function, once or several times, and gives what the last call gave. */
export type Run = (compute: () => tf.Tensor[]) => tf.Tensor[];

/** Output, and gradients of a weighted sum of it. */
function computed(one: Case, run: Run): tf.Tensor[] {
  const layer = made(one);
  const x = tf.variable(sines(one.inputShape, 0));
  layer.apply(x);
  layer.setWeights(one.weights.map(({ shape }, i) => sines(shape, i + 1, 0.5)));
  const variables = [x, ...layer.weights.map((weight) => weight.read())];
  return run(() => {
    const { grads } = tf.variableGrads(() => weightedSum(layer, x), variables);
    return [layer.apply(x), ...variables.map(({ name }) => grads[name]!)];
  });
}

function weightedSum(layer: Layer, x: tf.Tensor): tf.Scalar {
  const output = layer.apply(x);
  const weights = tf.reshape(tf.cos(tf.range(0, output.size, 1, 'float32')), output.shape);
  return tf.addN([tf.sum(tf.mul(output, weights)), ...layer.losses]) as tf.Scalar;
}

/** Expects derivatives of gradients to be those of TensorFlow. */
export function expectSecondDerivatives(one: Second): void {
  const layer = made(one);
  const x = tf.variable(sines(one.inputShape, 0));
  layer.apply(x);
  layer.setWeights(one.weights.map((shape, i) => sines(shape, i + 1, 0.5)));
  const variables = [x, layer.weights[0]!.read()];
  const gradientsOf = (total: () => tf.Tensor) => {
    const { grads } = tf.variableGrads(() => total() as tf.Scalar, variables);
    return variables.map(({ name }) => grads[name]!);
  };
  tf.tidy(() => {
    const first = () => gradientsOf(() => tf.sum(tf.square(layer.apply(x))));
    const second = gradientsOf(() => tf.addN(first().map((gradient) => tf.sum(tf.square(gradient)))));
    one.gradients.forEach((wanted, i) => {
      expectNear(second[i]!, wanted, `gradient ${i}`);
    });
  });
}

/** Expects names and shapes of weights, outputs and all gradients to be Keras'. */
export function expectAsKeras(one: Case, run: Run = (compute) => compute()): void {
  const weights = made(one);
  weights.build(one.inputShape);
  expect(weights.weights.map(({ originalName, shape }) => [originalName.split('/').at(-1), shape])).toEqual(
    one.weights.map(({ name, shape }) => [name, shape]),
  );
  expect(weights.computeOutputShape(one.inputShape)).toEqual(one.outputShape);
  tf.tidy(() => {
    const [output, ...gradients] = computed(one, run);
    expect(output!.shape).toEqual(one.outputShape);
    expectNear(output!, one.output, 'output');
    one.gradients.forEach((wanted, i) => {
      expectNear(gradients[i]!, wanted, `gradient ${i}`);
    });
  });
}

function expectNear(tensor: tf.Tensor, wanted: number[], what: string): void {
  const values = [...tensor.dataSync()];
  expect(values.length, what).toBe(wanted.length);
  const scale = Math.max(1, ...wanted.map(Math.abs));
  values.forEach((value, i) => {
    if (Math.abs(value - wanted[i]!) <= 1e-4 * Math.max(Math.abs(wanted[i]!), 0.1 * scale)) return;
    expect.fail(`${what} ${i} is ${value}, expected ${wanted[i]}`);
  });
}
