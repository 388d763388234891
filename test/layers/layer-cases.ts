// Cases whose numbers real Keras gave (see golden/layer_cases.py), and the same layers of ours to compare with them.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Layer } from '../../lib/core/layer.js';
import { maskOf, setMask } from '../../lib/core/masks.js';
import { layerFromConfig } from '../../lib/core/registry.js';
import { tf } from '../../lib/tf.js';
import '../../lib/engine/gradients/register.js';

interface InputSpec {
  shape: number[];
  values?: number[];
  dtype?: 'float32' | 'int32';
  seed?: number;
  scale?: number;
  shift?: number;
  mask?: unknown;
  /** Whole numbers, by which nothing can be differentiated. */
  whole?: boolean;
}

export interface LayerCase {
  title: string;
  className: string;
  config: Record<string, unknown>;
  inputs: InputSpec[];
  training: boolean;
  call: Record<string, unknown>;
  weights: number[][];
  positive: number[];
  outputs: { shape: number[]; values: number[] }[];
  mask: number[] | null;
  inputGradients: number[][];
  weightGradients: number[][];
  after?: number[][];
}

export function readCases(family: string): [string, LayerCase][] {
  const text = readFileSync(new URL(`./golden/${family}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as LayerCase[]).map((one) => [one.title, one]);
}

/** The formula by which both sides make their data. */
function wave(shape: number[], seed: number, scale = 1): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: count }, (_, i) => scale * Math.sin(1 + 0.7 * i + 1.3 * seed));
}

function inputOf(spec: InputSpec, index: number): tf.Tensor {
  const { shape, dtype = 'float32', shift = 0 } = spec;
  const numbers = spec.values ?? wave(shape, spec.seed ?? index, spec.scale).map((x) => x + shift);
  const whole = dtype === 'int32' ? [...numbers].map(Math.trunc) : [...numbers];
  const input = tf.tensor(whole, shape, dtype);
  if (spec.mask) setMask(input, tf.tensor(spec.mask as number[], undefined, 'bool'));
  return input;
}

/** How a computation is carried out: as it is, or as a graph. */
export type Run = (body: (inputs: tf.Tensor[]) => tf.Tensor[], inputs: tf.Tensor[]) => tf.Tensor[];

const opByOp: Run = (body, inputs) => body(inputs);

/** Runs the case on our layer, and on the layer that its configuration makes again. */
export function check(one: LayerCase, run: Run = opByOp): void {
  const { className, config } = one;
  const layer = layerFromConfig({ className, config });
  const { name: _, ...copied } = JSON.parse(JSON.stringify(layer.getConfig())) as Record<string, unknown>;
  for (const made of [layer, layerFromConfig({ className, config: copied })]) {
    tf.tidy(() => checkLayer(made, one, run));
    made.dispose();
  }
}

function checkLayer(layer: Layer, one: LayerCase, run: Run): void {
  const inputs = one.inputs.map(inputOf);
  const given = (tensors: tf.Tensor[]): tf.Tensor =>
    (tensors.length === 1 ? tensors[0] : tensors) as tf.Tensor;
  const call = { ...optionsOf(one.call), training: one.training };
  // Weights are made by a first call, in use: it changes none.
  layer.apply(given(inputs), { ...call, training: false });
  expect(layer.weights.map(({ shape }) => shape)).toEqual(one.weights);
  setWeights(layer, one);
  const trained = layer.weights.filter(({ trainable }) => trainable).map((weight) => weight.read());
  const results = run((tensors) => {
    tensors.forEach((tensor, i) => {
      setMask(tensor, maskOf(inputs[i]!));
    });
    const floats = tensors.filter(({ dtype }, i) => dtype === 'float32' && !one.inputs[i]!.whole);
    return outputsAndGradients(() => layer.apply(given(tensors), call), layer, [...floats, ...trained]);
  }, inputs);
  const count = one.outputs.length;
  one.outputs.forEach(({ shape, values }, i) => {
    expect(results[i]!.shape).toEqual(shape);
    near(results[i]!, values, `output ${i}`);
  });
  const mask = results.at(-1)!;
  expect(mask.size > 0 ? [...mask.dataSync()].map(Number) : null).toEqual(one.mask);
  const gradients = results.slice(count, -1);
  [...one.inputGradients, ...one.weightGradients].forEach((expected, i) => {
    near(gradients[i]!, expected, `gradient ${i}`);
  });
  one.after?.forEach((expected, i) => {
    near(layer.weights[i]!.read(), expected, `weight ${i} afterwards`);
  });
}

/** Outputs, gradients of their weighted sum and the losses, and the first output's mask or nothing. */
function outputsAndGradients(call: () => tf.Tensor, layer: Layer, xs: tf.Tensor[]): tf.Tensor[] {
  let outputs: tf.Tensor[] = [];
  let mask: tf.Tensor | undefined;
  const loss = (): tf.Scalar => {
    const made = [call()].flat();
    mask = tf.keep(tf.clone(maskOf(made[0]!) ?? tf.tensor1d([])));
    const sums = made.map((output) =>
      tf.sum(tf.mul(output, tf.reshape(tf.cos(tf.range(0, output.size)), output.shape))),
    );
    outputs = made.map((output) => tf.keep(tf.clone(output)));
    return [...sums, ...layer.losses].reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
  };
  if (xs.length === 0) loss();
  const grads = xs.length === 0 ? [] : tf.engine().gradients(loss, xs, undefined, true).grads;
  const found = grads.map((grad, i) => (grad as tf.Tensor | null) ?? tf.zerosLike(xs[i]!));
  const results = [...outputs, ...found, mask!].map((one) => tf.clone(one));
  tf.dispose([...outputs, mask!]);
  return results;
}

function setWeights(layer: Layer, { positive }: LayerCase): void {
  layer.setWeights(
    layer.weights.map((weight, i) => {
      const shape = weight.shape as number[];
      const values = wave(shape, 10 + i, 0.5);
      return tf.tensor(positive.includes(i) ? values.map((x) => Math.abs(x) + 0.5) : values, shape);
    }),
  );
}

/** Lists stand for tensors. */
function optionsOf(call: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(call).map(([name, value]) => [
      name,
      Array.isArray(value) ? tf.tensor(value as number[], undefined, 'bool') : value,
    ]),
  );
}

function near(actual: tf.Tensor, expected: number[], what: string): void {
  const values = [...actual.dataSync()];
  expect(values).toHaveLength(expected.length);
  const largest = Math.max(1e-2, ...expected.map(Math.abs));
  values.forEach((value, i) => {
    const difference = Math.abs(value - expected[i]!) / Math.max(Math.abs(expected[i]!), largest * 0.1);
    if (difference <= 2e-4) return;
    expect.fail(`${what}: expected ${expected.slice(0, 12)}. Received: ${values.slice(0, 12)} (place ${i})`);
  });
}
