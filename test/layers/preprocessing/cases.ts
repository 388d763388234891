// What Keras' preprocessing layers gave, and how ours are compared with it, on whatever backend is chosen.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Layer } from '../../../lib/core/layer.js';
import { layerFromConfig } from '../../../lib/core/registry.js';
import '../../../lib/layers/preprocessing/preprocessing.js';
import { Discretization } from '../../../lib/layers/preprocessing/discretization.js';
import { Normalization } from '../../../lib/layers/preprocessing/normalization.js';
import { tf } from '../../../lib/tf.js';

export interface Case {
  readonly layer: string;
  readonly config: Record<string, unknown>;
  readonly training: boolean;
  readonly shape: number[];
  readonly type: 'int32' | 'float32';
  readonly input: number[];
  readonly weights: [shape: number[], values: number[]][];
  readonly outputShape: number[];
  readonly outputType: string;
  readonly output: number[];
  readonly gradient: number[] | null;
  readonly adapt?: [shape: number[], values: number[]];
}

const file = new URL('../golden/preprocessing.json', import.meta.url);
export const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

export const titleOf = ({ layer, config, shape, training }: Case): string =>
  `${layer} of [${shape}]${training ? '' : ' outside training'}: ${JSON.stringify(config)}`;

/** The layer, made again from its configuration. */
function made({ layer: className, config, adapt }: Case): Layer {
  const layer = layerFromConfig({ className, config });
  const copy = layerFromConfig({ className, config: JSON.parse(JSON.stringify(layer.getConfig())) });
  expect(copy.getConfig()).toEqual(layer.getConfig());
  const learns = copy instanceof Normalization || copy instanceof Discretization;
  if (adapt && learns) copy.adapt(tf.tensor(adapt[1], adapt[0]));
  return copy;
}

/** Runs a function, once or several times, and gives what the last call gave. */
export type Run = (compute: () => tf.Tensor[]) => tf.Tensor[];

/** Expects shape, type, numbers and gradient to be Keras'. */
export function expectAsKeras(one: Case, run: Run = (compute) => compute()): void {
  tf.tidy(() => {
    const layer = made(one);
    const x = tf.tensor(one.input, one.shape, one.type);
    const isImage = one.shape.length > 2 && one.layer !== 'Normalization' && one.layer !== 'Discretization';
    if (!isImage || one.training) expect(layer.computeOutputShape(one.shape)).toEqual(one.outputShape);
    const apply = (input: tf.Tensor) => layer.apply(input, { training: one.training });
    apply(x);
    expectWeights(layer, one);
    const loss = (input: tf.Tensor) => {
      const output = apply(input);
      const wave = tf.reshape(tf.cos(tf.range(0, output.size, 1, 'float32')), output.shape);
      return tf.sum(tf.mul(tf.cast(output, 'float32'), wave));
    };
    const [output, gradient] = run(() => [apply(x), ...(one.gradient ? [tf.grad(loss)(x)] : [])]);
    expect([output!.shape, output!.dtype]).toEqual([one.outputShape, one.outputType]);
    expectNear(output!, one.output, one);
    if (one.gradient) expectNear(gradient!, one.gradient, one);
  });
}

function expectWeights(layer: Layer, { weights }: Case): void {
  expect(layer.weights.map(({ shape }) => shape)).toEqual(weights.map(([shape]) => shape));
  layer.weights.forEach((weight, i) => {
    const values = weight.read().dataSync();
    weights[i]![1].forEach((wanted, k) => {
      expect(values[k]).toBeCloseTo(wanted, 4);
    });
  });
}

function expectNear(tensor: tf.Tensor, wanted: number[], { layer }: Case): void {
  const values = [...tensor.dataSync()];
  expect(values.length).toBe(wanted.length);
  const scale = Math.max(1, ...wanted.map(Math.abs));
  values.forEach((value, i) => {
    if (Math.abs(value - wanted[i]!) <= 1e-4 * Math.max(Math.abs(wanted[i]!), 0.1 * scale)) return;
    expect.fail(`${layer}: number ${i} is ${value}, expected ${wanted[i]}`);
  });
}
