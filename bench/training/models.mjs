// The models that every worker builds from the same description.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Model
 * @property {string} name
 * @property {string} about
 * @property {number} batch
 * @property {number} steps an epoch
 * @property {number} epochs a run
 * @property {number[]} input
 * @property {number} outputs
 * @property {any[][]} layers
 * @property {string} [loss] otherwise by the outputs: one is a regression, several are classes
 */

/** @type {Model[]} */
export const models = JSON.parse(readFileSync(new URL('models.json', import.meta.url), 'utf8'));

/** @param {string} name */
export function modelNamed(name) {
  const found = models.find((model) => model.name === name);
  if (!found)
    throw new Error(`There is no model ${name}; there are ${models.map((one) => one.name).join(', ')}.`);
  return found;
}

/**
 * What the model is trained for, in Keras' words.
 * @param {Model} model
 */
export function taskOf(model) {
  const loss = model.loss ?? (model.outputs > 1 ? 'categoricalCrossentropy' : 'meanSquaredError');
  return { loss, metric: loss === 'meanSquaredError' ? 'mae' : 'accuracy' };
}

/**
 * The model's layers, made by TensorFlow.js' functions or by ours, which take the same arguments.
 * @param {Model} model
 * @param {any} make
 */
export function layersOf(model, make) {
  /** @type {Record<string, (...values: any[]) => object>} */
  const made = {
    dense: (units, activation) => ({ units, activation }),
    conv2d: (filters, kernelSize, activation) => ({ filters, kernelSize, activation }),
    maxPooling2d: (poolSize) => ({ poolSize }),
    batchNormalization: () => ({}),
    relu: () => ({ activation: 'relu' }),
    dropout: (rate) => ({ rate }),
    flatten: () => ({}),
  };
  return model.layers.map(([kind, ...values], index) => {
    const first = index === 0 ? { inputShape: model.input } : {};
    return make[kind === 'relu' ? 'activation' : kind]({ ...made[kind]?.(...values), ...first });
  });
}

/**
 * Floating-point operations of a training step's matrix products and convolutions: forward once, backward twice,
 * but for the first layer, whose input needs no gradient.
 * @param {Model} model
 */
export function flopsOfStep(model) {
  let shape = model.input;
  let total = 0;
  let passes = 2;
  for (const [kind, ...values] of model.layers) {
    if (kind === 'dense') {
      total += passes * 2 * model.batch * size(shape) * values[0];
      shape = [values[0]];
    } else if (kind === 'conv2d') {
      const [filters, window] = values;
      const [height = 0, width = 0, channels = 0] = shape;
      const places = (height - window + 1) * (width - window + 1);
      total += passes * 2 * model.batch * places * window ** 2 * channels * filters;
      shape = [height - window + 1, width - window + 1, filters];
    } else if (kind === 'maxPooling2d') {
      const [height = 0, width = 0, channels = 0] = shape;
      shape = [Math.floor(height / values[0]), Math.floor(width / values[0]), channels];
    } else if (kind === 'flatten') shape = [size(shape)];
    if (kind === 'dense' || kind === 'conv2d') passes = 3;
  }
  return total;
}

/** @param {number[]} shape */
const size = (shape) => shape.reduce((product, one) => product * one, 1);
