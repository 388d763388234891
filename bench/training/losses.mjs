// A model of the bench on fixed weights and rows, and its loss step by step: to hold one engine against another.
import { outputOf, taskOf } from './models.mjs';

/**
 * @typedef {import('./models.mjs').Model} Model
 * @typedef {ReturnType<typeof prepare>} Prepared
 */

/**
 * The same weights and rows at each call. There are rows for so many steps, for an epoch's at most.
 * @param {any} library layers, model, random, tf
 * @param {Model} model
 * @param {number} steps
 */
export function prepare({ layers, model: functional, random, tf }, model, steps) {
  random.setSeed(3);
  const inputs = layers.input({ shape: model.input });
  const made = functional({ inputs, outputs: outputOf(model, layers, inputs) });
  const { loss, metric } = taskOf(model);
  made.compile({ optimizer: 'adam', loss, metrics: [metric] });
  const x = random.uniform([Math.min(steps, model.steps) * model.batch, ...model.input]);
  const y = targets(tf, loss, x, model.outputs);
  return {
    made,
    x,
    y,
    batchSize: model.batch,
    dispose() {
      tf.dispose([x, y]);
      made.dispose();
    },
  };
}

/**
 * The mean loss of the epoch so far, after each of so many steps.
 * @param {Prepared} prepared
 * @param {number} steps
 * @param {boolean} [shuffle] otherwise the rows are taken in their order
 * @param {(step: number) => void} [before] called before each step, with its number from 0
 * @returns {Promise<number[]>}
 */
export async function losses({ made, x, y, batchSize }, steps, shuffle = false, before = undefined) {
  /** @type {number[]} */
  const seen = [];
  const epochs = Math.ceil((steps * batchSize) / x.shape[0]);
  /** @type {(step: number, logs: { loss: number }) => void} */
  const onTrainBatchEnd = (_, logs) => void seen.push(logs.loss);
  let begun = 0;
  const onTrainBatchBegin = before && (() => before(begun++));
  await made.fit(x, y, {
    epochs,
    batchSize,
    shuffle,
    verbose: 0,
    jitCompile: false,
    callbacks: [{ ...(onTrainBatchBegin && { onTrainBatchBegin }), onTrainBatchEnd }],
  });
  return seen.slice(0, steps);
}

/**
 * Of the rows' first numbers: on labels that nothing explains, Adam makes differences of rounding large.
 * @param {any} tf
 * @param {string} loss
 * @param {any} x
 * @param {number} outputs
 */
function targets(tf, loss, x, outputs) {
  const rows = x.shape[0];
  const first = tf.slice(tf.reshape(x, [rows, -1]), [0, 0], [rows, outputs]);
  if (loss === 'meanSquaredError') return first;
  if (loss === 'binaryCrossentropy') return tf.cast(tf.greater(first, 0.5), 'float32');
  return tf.cast(tf.oneHot(tf.argMax(first, 1), outputs), 'float32');
}
