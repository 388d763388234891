// The models that every worker builds from the same description.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Model
 * @property {string} name
 * @property {string} about
 * @property {number} batch
 * @property {number} steps an epoch
 * @property {number} epochs a run
 * @property {number} [warmUp] epochs before what is measured: from there on XLA runs the steps; 2 where it does not
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
 * The model's output for its input, by TensorFlow.js' layers or by ours, which take the same arguments.
 * @param {Model} model
 * @param {any} layers
 * @param {any} input a symbolic tensor
 */
export function outputOf(model, layers, input) {
  /** @type {Record<string, (...values: any[]) => object>} */
  const settings = {
    dense: (units, activation) => ({ units, activation }),
    conv2d: (filters, kernelSize, activation) => ({ filters, kernelSize, activation }),
    maxPooling2d: (poolSize) => ({ poolSize }),
    relu: () => ({ activation: 'relu' }),
    dropout: (rate) => ({ rate }),
    lstm: (units) => ({ units }),
  };
  /** @type {Record<string, string>} */
  const names = { relu: 'activation', meanOfSteps: 'globalAveragePooling1d' };
  let x = input;
  for (const [kind, ...values] of model.layers) {
    x =
      kind === 'transformer'
        ? transformer(layers, x, values)
        : layers[names[kind] ?? kind](settings[kind]?.(...values) ?? {}).apply(x);
  }
  return x;
}

/**
 * @param {any} layers
 * @param {any} x
 * @param {any[]} values heads, their size, and the width of the part that feeds forward
 */
function transformer(layers, x, [numHeads, keyDim, hidden]) {
  const width = x.shape.at(-1);
  const attended = layers.multiHeadAttention({ numHeads, keyDim }).apply([x, x]);
  const first = layers.layerNormalization({}).apply(layers.add({}).apply([x, attended]));
  const inner = layers.dense({ units: hidden, activation: 'relu' }).apply(first);
  const forward = layers.dense({ units: width }).apply(inner);
  return layers.layerNormalization({}).apply(layers.add({}).apply([first, forward]));
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
    const { forward, output } = costs[kind]?.(shape, ...values) ?? { forward: 0, output: shape };
    total += passes * 2 * model.batch * forward;
    if (forward > 0) passes = 3;
    shape = output;
  }
  return total;
}

/** @typedef {{ forward: number, output: number[] }} Cost multiplications for one sample */

/** @type {Record<string, (shape: number[], ...values: any[]) => Cost>} */
const costs = {
  dense: (shape, units) => ({ forward: size(shape) * units, output: [...shape.slice(0, -1), units] }),
  conv2d([height = 0, width = 0, channels = 0], filters, window) {
    const output = [height - window + 1, width - window + 1, filters];
    return { forward: size(output) * window ** 2 * channels, output };
  },
  maxPooling2d([height = 0, width = 0, channels = 0], window) {
    return { forward: 0, output: [Math.floor(height / window), Math.floor(width / window), channels] };
  },
  flatten: (shape) => ({ forward: 0, output: [size(shape)] }),
  meanOfSteps: (shape) => ({ forward: 0, output: shape.slice(1) }),
  lstm: ([steps = 0, features = 0], units) => ({
    forward: steps * (features + units) * 4 * units,
    output: [units],
  }),
  transformer([steps = 0, width = 0], heads, keys, hidden) {
    const inner = heads * keys;
    return {
      forward: steps * (4 * width * inner + 2 * steps * inner + 2 * width * hidden),
      output: [steps, width],
    };
  },
};

/** @param {number[]} shape */
const size = (shape) => shape.reduce((product, one) => product * one, 1);
