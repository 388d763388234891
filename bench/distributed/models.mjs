// The nets that are measured, and the data that they are measured on.
import { layers, random, sequential, tf } from '../../build/lib/index.js';

/** @typedef {import('../../build/lib/index.js').AnyModel} AnyModel */

/** @type {Record<string, { batch: number, shape: number[], make: () => AnyModel }>} */
export const models = {
  dnn: {
    batch: 256,
    shape: [784],
    make: () =>
      sequential([
        layers.dense({ units: 512, activation: 'relu', inputShape: [784] }),
        layers.dense({ units: 512, activation: 'relu' }),
        layers.dense({ units: 10, activation: 'softmax' }),
      ]),
  },
  cnn: {
    batch: 128,
    shape: [28, 28, 1],
    make: () =>
      sequential([
        layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 10, activation: 'softmax' }),
      ]),
  },
  // 784 × 4096 + 4096 × 4096 + 4096 × 1216 weights and the last layer: 25 million.
  large: {
    batch: 128,
    shape: [784],
    make: () =>
      sequential([
        layers.dense({ units: 4096, activation: 'relu', inputShape: [784] }),
        layers.dense({ units: 4096, activation: 'relu' }),
        layers.dense({ units: 1216, activation: 'relu' }),
        layers.dense({ units: 10, activation: 'softmax' }),
      ]),
  },
};

/** @param {string} name @param {number} rows */
export function prepared(name, rows) {
  random.setSeed(1);
  const model = models[name];
  if (!model) throw new Error(`No model ${name}.`);
  const net = model.make();
  net.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
  const x = random.uniform([rows, ...model.shape]);
  const y = tf.tidy(() => tf.floor(random.uniform([rows], 0, 10)));
  return { net, x, y };
}
