// Layers with LoRA and of 8 bits beside real Keras' (golden/adapted_layers.py), on any backend.
import { expect } from 'vitest';
import type { AdaptableLayer } from '../../lib/layers/base/layer.js';
import { modelFromJson } from '../../lib/models/clone-model.js';
import type { Model } from '../../lib/models/user-model.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { tf } from '../../lib/tf.js';

/** Numbers as the script writes them. */
export interface Numbers {
  readonly shape: number[];
  readonly values: number[];
}

export interface AdaptedCase {
  readonly model: string;
  readonly steps: ('int8' | { rank: number; alpha: number | null })[];
  readonly names: string[];
  readonly trained: string[];
  readonly x: Numbers;
  readonly y: Numbers;
  /** The weights before the steps. */
  readonly floats: Numbers[];
  /** And after them; those of LoRA are new. */
  readonly start: Numbers[];
  readonly before: Numbers;
  readonly parameters: number;
  readonly optimizer: 'adam' | 'sgd';
  /** What Keras predicts with the files of this state, by their ending, where that may be other than before. */
  readonly kept?: Record<string, Numbers>;
  readonly losses: number[];
  readonly end: Numbers[];
  readonly after: Numbers;
  /** And with those of the last. */
  readonly loaded?: Record<string, Numbers>;
}

export const tensorOf = ({ shape, values }: Numbers, dtype: 'float32' | 'int32' = 'float32'): tf.Tensor =>
  tf.tensor(values, shape, dtype);

/** The largest difference, as a share of the largest number. */
export function distance(tensor: tf.Tensor, { values, shape }: Numbers): number {
  expect(tensor.shape).toEqual(shape);
  const ours = tensor.dataSync();
  const size = Math.max(1, ...values.map(Math.abs));
  return Math.max(0, ...values.map((value, i) => Math.abs(value - ours[i]!))) / size;
}

/** The layer that the case is about. */
export const adapted = (model: Model): AdaptableLayer => model.getLayer('adapted') as AdaptableLayer;

/** The model of a case before training, with Keras' weights, changed as the case says. */
export function modelOf({ model: text, steps, floats, start }: AdaptedCase): Model {
  const model = modelFromJson(text) as Model;
  const fill = (values: Numbers[]): void =>
    tf.tidy(() => model.setWeights(values.map((one) => tensorOf(one))));
  fill(floats);
  for (const step of steps)
    if (step === 'int8') adapted(model).quantize('int8');
    else adapted(model).enableLora(step.rank, step.alpha);
  // Whole numbers and scales are Keras' before they are taken from it.
  model.weights.forEach((weight, i) => {
    if (!weight.name.includes('lora')) expect(distance(weight.read(), start[i]!)).toBeLessThan(1e-6);
  });
  fill(start);
  return model;
}

const lastPart = ({ name }: { name: string }): string => name.split('/').at(-1)!.replace(/_\d+$/, '');

/** Throws where names, predictions, losses or trained weights are not Keras'. */
export async function checkAdapted(one: AdaptedCase, options: { eager?: boolean } = {}): Promise<Model> {
  const model = modelOf(one);
  const layer = adapted(model);
  expect(layer.weights.map(lastPart)).toEqual(one.names);
  expect(layer.trainableWeights.map(lastPart)).toEqual(one.trained);
  const [x, y] = [tensorOf(one.x), tensorOf(one.y)];
  const predicted = (): tf.Tensor => model.predict(x, options) as tf.Tensor;
  expect(distance(predicted(), one.before)).toBeLessThan(1e-5);
  expect(layer.countParams()).toBe(one.parameters);
  model.compile({
    optimizer: (one.optimizer === 'sgd' ? optimizers.sgd : optimizers.adam)(0.01),
    loss: 'meanSquaredError',
  });
  const { history } = await model.fit(x, y, {
    batchSize: 4,
    epochs: 5,
    shuffle: false,
    verbose: 0,
    ...options,
  });
  one.losses.forEach((loss, i) => {
    expect(Math.abs((history.loss as number[])[i]! - loss) / loss).toBeLessThan(1e-4);
  });
  model.getWeights().forEach((weight, i) => {
    expect(distance(weight, one.end[i]!)).toBeLessThan(1e-4);
  });
  expect(distance(predicted(), one.after)).toBeLessThan(1e-4);
  return model;
}
