// What Keras' recurrent layers gave, and how ours are compared with it, on whatever backend is chosen.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Layer } from '../../lib/core/layer.js';
import { maskOf, setMask } from '../../lib/core/masks.js';
import { layerFromConfig } from '../../lib/core/registry.js';
import '../../lib/layers/layers.js';
import '../../lib/layers/core/dense.js';
import '../../lib/layers/normalization/batch-normalization.js';
import '../../lib/layers/normalization/layer-normalization.js';
import '../../lib/layers/layers.js';
import '../../lib/layers/reshaping/flatten.js';
import '../../lib/engine/gradients/register.js';
import { tf } from '../../lib/tf.js';

export interface Described {
  readonly className: string;
  readonly config: Record<string, unknown>;
  readonly inputShape: (number | null)[];
}

export interface Case extends Described {
  readonly inputShape: number[];
  readonly dtype?: 'int32';
  readonly mask?: number[][];
  /** The mask comes with the input instead of as an option. */
  readonly attached?: boolean;
  /** Shapes of the first states. */
  readonly states?: number[][];
  /** How often the layer is called; outputs and gradients are those of the last. */
  readonly calls?: number;
  readonly training?: boolean;
  readonly weights: { readonly name: string; readonly shape: number[] }[];
  readonly outputs: { readonly shape: number[]; readonly values: number[] }[];
  /** Which outputs have a mask. */
  readonly hasMask?: boolean[];
  /** By the input if it can have one, the first states, and the weights that are trained. */
  readonly gradients: number[][];
  /** Weights that no optimizer changes, afterwards. */
  readonly kept?: number[][];
}

interface Golden {
  readonly cases: Case[];
  /** What Keras refuses. */
  readonly refused: Described[];
  /** Outputs' shapes where sizes are open. */
  readonly shapes: (Described & { readonly outputShapes: (number | null)[][] })[];
}

const file = new URL('golden/recurrent.json', import.meta.url);
export const { cases, refused, shapes } = JSON.parse(readFileSync(file, 'utf8')) as Golden;

export const titleOf = ({
  className,
  inputShape,
  config,
  ...one
}: Described & Partial<Omit<Case, 'inputShape'>>): string => {
  const more = (['dtype', 'mask', 'attached', 'states', 'calls', 'training'] as const).filter(
    (name) => one[name],
  );
  return [`${className} of [${inputShape}]`, JSON.stringify(config), ...more].join(' ');
};

/** The layer, made again from its configuration. */
export function made({ className, config }: Described): Layer {
  const first = layerFromConfig({ className, config });
  const written = JSON.parse(JSON.stringify(first.getConfig())) as Record<string, unknown>;
  const layer = layerFromConfig({ className, config: written });
  expect(layer.getConfig()).toEqual(first.getConfig());
  return layer;
}

export function sines(shape: number[], seed: number, scale = 1): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => scale * Math.sin(1 + i * 0.7 + seed * 1.3)),
    shape,
  );
}

/** Runs a computation after some preparation: as it is, or in a graph. */
export type Run = (compute: () => tf.Tensor[], prepare: () => void) => tf.Tensor[];

const asItIs: Run = (compute, prepare) => {
  prepare();
  return compute();
};

/** Expects names and shapes of weights, outputs, their masks and all gradients to be Keras'. */
export function expectAsKeras(one: Case, run = asItIs): void {
  const layer = made(one);
  const { x, states, options } = givenTo(one);
  const apply = (): tf.Tensor[] => [layer.apply(x, options)].flat();
  tf.tidy(() => void apply());
  expectWeights(one, layer);
  const prepare = (): void => {
    layer.setWeights(one.weights.map(weightFor));
    layer.resetStates();
    for (let i = 1; i < (one.calls ?? 1); i++) tf.tidy(() => void apply());
  };
  const trained = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const sources = [...(one.dtype ? [] : [x]), ...states, ...trained] as tf.Variable[];
  const results = run(() => outputsAndGradients(one, layer, apply, sources), prepare);
  one.outputs.forEach(({ shape, values }, i) => {
    expect(results[i]!.shape).toEqual(shape);
    expectNear(results[i]!, values, `output ${i}`);
  });
  one.gradients.forEach((wanted, i) => {
    expectNear(results[one.outputs.length + i]!, wanted, `gradient ${i}`);
  });
  one.kept?.forEach((wanted, i) => {
    expectNear(layer.nonTrainableWeights[i]!.read(), wanted, `weight ${i}`);
  });
}

function outputsAndGradients(
  one: Case,
  layer: Layer,
  apply: () => tf.Tensor[],
  sources: tf.Variable[],
): tf.Tensor[] {
  let outputs: tf.Tensor[] = [];
  const { grads } = tf.variableGrads(() => {
    outputs = apply().map((output) => tf.keep(output));
    if (one.hasMask) expect(outputs.map((output) => maskOf(output) !== null)).toEqual(one.hasMask);
    return tf.addN([...outputs.map(weightedSum), ...layer.losses]) as tf.Scalar;
  }, sources);
  return [...outputs, ...sources.map(({ name }) => grads[name]!)];
}

function weightedSum(output: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(tf.reshape(output, [-1]), tf.cos(tf.range(0, output.size, 1, 'float32'))));
}

function givenTo({ inputShape, dtype, mask: steps, attached, states = [], training = false }: Case) {
  const drawn = sines(inputShape, 0);
  const x = dtype ? tf.cast(tf.round(tf.mul(drawn, 3)), dtype) : tf.variable(drawn);
  const initialState = states.map((shape, i) => tf.variable(sines(shape, 20 + i)));
  const mask = steps ? tf.tensor(steps, undefined, 'bool') : null;
  if (attached) setMask(x, mask);
  const options = {
    training,
    ...(mask && !attached ? { mask } : {}),
    ...(states.length > 0 ? { initialState } : {}),
  };
  return { x, states: initialState, options };
}

const weightFor = ({ name, shape }: Case['weights'][number], i: number): tf.Tensor => {
  const values = sines(shape, i + 1, 0.5);
  return name.includes('variance') ? tf.add(tf.abs(values), 0.5) : values;
};

function expectWeights({ weights }: Case, layer: Layer): void {
  const found = layer.weights.map(({ originalName, shape }) => [originalName.split('/').at(-1), shape]);
  expect(found).toEqual(weights.map(({ name, shape }) => [name, shape]));
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
